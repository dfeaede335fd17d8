"""SMS and calls by Tencent Cloud 腾讯云: an approved signature 签名, an approved template 模板, and its parameters.

Our own, because Apprise knows neither of Tencent's services; the signature is TC3-HMAC-SHA256
(cloud.tencent.com/document/api/382/52072).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from incident.adapters.delivery.gateways.asking import Asking, host_of, number_of, wanted
from incident.adapters.delivery.gateways.variables import filled
from incident.adapters.delivery.job import Job
from incident.adapters.delivery.receipts import tencent as reads

__all__ = ["authorization", "call", "sms"]

_TYPE: Final = "application/json; charset=utf-8"
_REGION: Final = "ap-guangzhou"


def sms(job: Job, now: datetime) -> Asking:
    """`SendSms`, 2021-01-11."""
    asked = {
        "PhoneNumberSet": [number_of(job)],
        "SmsSdkAppId": wanted(job, "app"),
        "SignName": wanted(job, "sign"),
        "TemplateId": wanted(job, "template"),
        "TemplateParamSet": list(filled(job).values()),
        "SessionContext": job.delivery.id,
    }
    headers = {
        "X-TC-Action": "SendSms",
        "X-TC-Version": "2021-01-11",
        "X-TC-Region": job.options.get("region", _REGION),
    }
    return _asking(job, now, host_of(job, "sms.tencentcloudapi.com"), headers, asked)


def call(job: Job, now: datetime) -> Asking:
    """`SendTts`, 2020-09-02: the template is read out, twice."""
    asked = {
        "CalledNumber": number_of(job),
        "VoiceSdkAppid": wanted(job, "app"),
        "TemplateId": wanted(job, "template"),
        "TemplateParamSet": list(filled(job).values()),
        "PlayTimes": 2,
        "SessionContext": job.delivery.id,
    }
    headers = {"X-TC-Action": "SendTts", "X-TC-Version": "2020-09-02"}
    return _asking(job, now, host_of(job, "vms.tencentcloudapi.com"), headers, asked)


def _asking(job: Job, now: datetime, host: str, headers: Mapping[str, str], asked: Mapping[str, object]) -> Asking:
    body = json.dumps(asked, ensure_ascii=False).encode()
    sent = {**headers, "Host": host, "Content-Type": _TYPE, "X-TC-Timestamp": str(int(now.timestamp()))}
    sent["Authorization"] = authorization(body, host, now, key_id=wanted(job, "user"), secret=job.secret)
    return Asking(url=f"https://{host}/", headers=sent, body=body, reads=reads)


def authorization(body: bytes, host: str, now: datetime, *, key_id: str, secret: str) -> str:
    """What signs a POST of that body to `/`; the service is the first word of the host."""
    service = host.partition(".")[0]
    request = f"POST\n/\n\ncontent-type:{_TYPE}\nhost:{host}\n\ncontent-type;host\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{now:%Y-%m-%d}/{service}/tc3_request"
    digest = hashlib.sha256(request.encode()).hexdigest()
    key = f"TC3{secret}".encode()
    for word in (*scope.split("/"), f"TC3-HMAC-SHA256\n{int(now.timestamp())}\n{scope}\n{digest}"):
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return f"TC3-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders=content-type;host, Signature={key.hex()}"
