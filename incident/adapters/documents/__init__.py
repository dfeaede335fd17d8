"""Documents that people write, read strictly and compiled into the domain's normal form.

Apart from the rest, because only here do YAML, pydantic and lark exist; all others see what was compiled.
"""
