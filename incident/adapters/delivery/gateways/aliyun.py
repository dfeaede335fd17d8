"""SMS and calls by Aliyun 阿里云: an approved signature 签名, an approved template 模板, and a few variables.

Our own, because Apprise knows neither of Aliyun's services; the signature is ACS3-HMAC-SHA256
(help.aliyun.com: "V3 request structure and signature").
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote
from uuid import uuid4

from incident.adapters.delivery.gateways.asking import Asking, host_of, number_of, wanted
from incident.adapters.delivery.gateways.variables import filled
from incident.adapters.delivery.job import Job
from incident.adapters.delivery.receipts import aliyun as reads

__all__ = ["authorization", "call", "query_of", "sms"]

_VERSION: Final = "2017-05-25"
_CHINA: Final = "+86"


def sms(job: Job, now: datetime) -> Asking:
    """Dysmsapi `SendSms`."""
    asked = {
        "PhoneNumbers": _digits(number_of(job)),
        "SignName": wanted(job, "sign"),
        "TemplateCode": wanted(job, "template"),
        "TemplateParam": json.dumps(filled(job), ensure_ascii=False),
        "OutId": job.delivery.id,
    }
    return _asking(job, now, "SendSms", host_of(job, "dysmsapi.aliyuncs.com"), asked)


def call(job: Job, now: datetime) -> Asking:
    """Dyvmsapi `SingleCallByTts`: the template is read out, twice."""
    asked = {
        "CalledNumber": _digits(number_of(job)),
        "TtsCode": wanted(job, "template"),
        "TtsParam": json.dumps(filled(job), ensure_ascii=False),
        "PlayTimes": "2",
        "OutId": job.delivery.id,
    }
    if shown := job.options.get("caller", ""):
        asked["CalledShowNumber"] = shown
    return _asking(job, now, "SingleCallByTts", host_of(job, "dyvmsapi.aliyuncs.com"), asked)


def _digits(number: str) -> str:
    """As Aliyun writes numbers: without the country in China, without a plus elsewhere."""
    return number.removeprefix(_CHINA).removeprefix("+")


def _asking(job: Job, now: datetime, action: str, host: str, asked: Mapping[str, str]) -> Asking:
    query = query_of(asked)
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": uuid4().hex,
        "x-acs-version": _VERSION,
    }
    headers["Authorization"] = authorization(query, headers, wanted(job, "user"), job.secret)
    return Asking(url=f"https://{host}/?{query}", headers=headers, body=b"", reads=reads)


def query_of(asked: Mapping[str, str]) -> str:
    """The parameters as they are signed and sent: sorted, and escaped by RFC 3986."""
    return "&".join(f"{quote(name, safe='~')}={quote(asked[name], safe='~')}" for name in sorted(asked))


def authorization(query: str, headers: Mapping[str, str], key_id: str, secret: str) -> str:
    """What signs a POST of an empty body to `/` with these headers, each of them in small letters."""
    names = sorted(headers)
    lines = "".join(f"{name}:{headers[name]}\n" for name in names)
    request = f"POST\n/\n{query}\n{lines}\n{';'.join(names)}\n{headers['x-acs-content-sha256']}"
    signed = f"ACS3-HMAC-SHA256\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    return f"ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={';'.join(names)},Signature={signature}"
