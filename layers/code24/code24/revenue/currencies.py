"""Currencies and the digits of their minor units: ISO 4217, list one, as published on 2026-01-01.

Precious metals, funds without a minor unit and codes for tests are left out: nobody is billed in them.
"""

from code24.errors import InvalidRequest

_BY_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
        "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
        "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
        "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
        "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG "
        "YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DECIMALS = {code: decimals for decimals, codes in _BY_DECIMALS.items() for code in codes.split()}
"""Digits of the minor unit by code: 12345 is 123.45 EUR, 12,345 JPY and 12.345 KWD."""


def checked_currency(code: str) -> str:
    """The code itself. Raises InvalidRequest where ISO 4217 does not have it."""
    if code not in DECIMALS:
        raise InvalidRequest(
            f"{code} is not a currency of ISO 4217; give its three letters (EUR, USD, JPY).", field="happening.currency"
        )
    return code
