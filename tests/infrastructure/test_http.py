"""The two HTTP APIs, their domains and the distribution before the sites."""

import json
import re
from typing import Any

import pytest

from tests.infrastructure.deployed import of_type
from tests.template import resources, template

APIS = {"SitesApi": "WebDispatcherFunction", "PlatformApi": "WebApiFunction"}
ROUTES = [
    ("SitesApi", "/$default", "WebDispatcherFunction"),
    ("SitesApi", "/api/form/{form}", "WebFormsFunction"),
    *((api, f"/api/{name}", "WebCollectFunction") for api in APIS for name in ("event", "send", "batch")),
    ("PlatformApi", "/$default", "WebApiFunction"),
]
DISTRIBUTION = resources("AWS::CloudFront::Distribution")["SitesDistribution"]["DistributionConfig"]
WITH_DOMAIN = {
    "AWS::ApiGatewayV2::DomainName",
    "AWS::ApiGatewayV2::ApiMapping",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::Function",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudFront::ResponseHeadersPolicy",
}


def behavior_at(path: str) -> dict[str, Any]:
    [found] = [each for each in DISTRIBUTION["CacheBehaviors"] if each["PathPattern"] == path]
    return dict(found)


def origin(name: str) -> dict[str, Any]:
    [found] = [each for each in DISTRIBUTION["Origins"] if each["Id"] == name]
    return dict(found)


@pytest.mark.parametrize(("api", "path", "function"), ROUTES)
def test_every_method_at_an_address_goes_to_one_function(api: str, path: str, function: str) -> None:
    body = of_type("AWS::ApiGatewayV2::Api")[api]["Body"]
    assert set(body["paths"]) == {known for name, known, _ in ROUTES if name == api}
    [(method, route)] = body["paths"][path].items()
    assert method == "x-amazon-apigateway-any-method"
    integration = route["x-amazon-apigateway-integration"]
    assert integration["payloadFormatVersion"] == "2.0"
    assert f"${{{function}.Arn}}" in str(integration["uri"])
    assert body["info"]["title"] == {"Fn::Sub": "code24-${Environment}-" + api.removesuffix("Api").lower()}


@pytest.mark.parametrize("function", [function for _, _, function in ROUTES])
def test_an_http_function_ends_before_the_api_gives_up(function: str) -> None:
    assert of_type("AWS::Lambda::Function")[function]["Timeout"] < 30


@pytest.mark.parametrize(("api", "log"), [("SitesApi", "SitesAccessLog"), ("PlatformApi", "PlatformAccessLog")])
def test_access_is_logged_as_json_without_visitors_addresses(api: str, log: str) -> None:
    settings = resources("AWS::Serverless::HttpApi")[api]["AccessLogSettings"]
    assert settings["DestinationArn"] == {"Fn::GetAtt": [log, "Arn"]}
    line = json.loads(settings["Format"])
    assert line["host"] == "$context.domainName"
    assert "identity" not in settings["Format"]
    assert ("path" in line) == (api == "PlatformApi"), "what sites' visitors ask for may name them"


@pytest.mark.parametrize("name", resources("AWS::Logs::LogGroup"))
def test_every_log_is_kept_for_a_month(name: str) -> None:
    assert resources("AWS::Logs::LogGroup")[name]["RetentionInDays"] == 30


def test_domains_exist_with_a_domain_only() -> None:
    conditions = {
        name: each.get("Condition") for name, each in template()["Resources"].items() if each["Type"] in WITH_DOMAIN
    }
    assert set(conditions.values()) == {"HasDomain"}
    addresses = [each for each in template()["Resources"].values() if each["Type"].startswith("AWS::Route53::")]
    assert {each["Condition"] for each in addresses} == {"HasHostedZone"}


@pytest.mark.parametrize(
    ("name", "host"), [("SitesDomain", "*.${DomainName}"), ("PlatformDomain", "api.${DomainName}")]
)
def test_custom_domains(name: str, host: str) -> None:
    domain = resources("AWS::ApiGatewayV2::DomainName")[name]
    assert domain["DomainName"] == {"Fn::Sub": host}
    [configuration] = domain["DomainNameConfigurations"]
    assert configuration == {
        "CertificateArn": {"Ref": "CertificateArn"},
        "EndpointType": "REGIONAL",
        "SecurityPolicy": "TLS_1_2",
    }


def test_each_domain_leads_to_its_api() -> None:
    mappings = of_type("AWS::ApiGatewayV2::ApiMapping")
    assert {(each["DomainName"]["Ref"], each["ApiId"]["Ref"], each["Stage"]["Ref"]) for each in mappings.values()} == {
        ("SitesDomain", "SitesApi", "SitesApiApiGatewayDefaultStage"),
        ("PlatformDomain", "PlatformApi", "PlatformApiApiGatewayDefaultStage"),
    }


def test_the_distribution_proves_itself_with_the_dispatcher_s_secret() -> None:
    [header] = origin("sites")["OriginCustomHeaders"]
    dispatcher = resources("AWS::Serverless::Function")["WebDispatcherFunction"]["Environment"]["Variables"]
    assert header == {"HeaderName": "x-code24-origin-secret", "HeaderValue": dispatcher["CODE24_ORIGIN_SECRET"]}
    assert origin("sites")["CustomOriginConfig"] == {
        "OriginProtocolPolicy": "https-only",
        "OriginSSLProtocols": ["TLSv1.2"],
    }


def test_the_visitor_s_host_and_address_replace_whatever_was_sent_under_their_names() -> None:
    function = resources("AWS::CloudFront::Function")["ForwardedHost"]["FunctionCode"]
    assert "request.headers['x-forwarded-host'] = { value: request.headers.host.value };" in function
    assert "request.headers['x-code24-visitor'] = { value: event.viewer.ip };" in function
    [association] = DISTRIBUTION["DefaultCacheBehavior"]["FunctionAssociations"]
    assert association == {
        "EventType": "viewer-request",
        "FunctionARN": {"Fn::GetAtt": ["ForwardedHost", "FunctionARN"]},
    }


def test_pages_are_cached_as_the_origin_says_for_an_hour_at_most_and_apart_for_every_host() -> None:
    policy = resources("AWS::CloudFront::CachePolicy")["SitesCachePolicy"]["CachePolicyConfig"]
    assert DISTRIBUTION["DefaultCacheBehavior"]["CachePolicyId"] == {"Ref": "SitesCachePolicy"}
    assert (policy["MinTTL"], policy["DefaultTTL"], policy["MaxTTL"]) == (0, 0, 3_600)
    key = policy["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["HeadersConfig"] == {"HeaderBehavior": "whitelist", "Headers": ["x-forwarded-host"]}
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert key["EnableAcceptEncodingBrotli"]
    assert key["EnableAcceptEncodingGzip"]
    assert {each["ErrorCachingMinTTL"] for each in DISTRIBUTION["CustomErrorResponses"]} == {0}


@pytest.mark.parametrize("path", ["/api/event", "/api/send", "/api/batch"])
def test_events_reach_the_collector_uncached_with_all_that_it_reads_and_the_visitor_s_country(path: str) -> None:
    behavior = behavior_at(path)
    assert behavior["TargetOriginId"] == "sites"
    assert {"POST", "OPTIONS"} <= set(behavior["AllowedMethods"])
    assert behavior["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert behavior["FunctionAssociations"] == DISTRIBUTION["DefaultCacheBehavior"]["FunctionAssociations"]
    policy = resources("AWS::CloudFront::OriginRequestPolicy")[behavior["OriginRequestPolicyId"]["Ref"]]
    headers = policy["OriginRequestPolicyConfig"]["HeadersConfig"]
    read = {"cloudfront-viewer-country", "dnt", "sec-gpc", "sec-purpose", "user-agent"}
    assert headers["HeaderBehavior"] == "whitelist"
    assert read | {"x-code24-visitor", "x-forwarded-host", "content-type"} <= set(headers["Headers"])
    assert len(headers["Headers"]) <= 10, "CloudFront takes no more"
    assert policy["OriginRequestPolicyConfig"]["CookiesConfig"] == {"CookieBehavior": "none"}


def test_media_come_from_the_bucket_and_are_kept_for_good() -> None:
    behavior = behavior_at("/media/*")
    assert behavior["AllowedMethods"] == ["GET", "HEAD"]
    media = origin(behavior["TargetOriginId"])
    assert media["DomainName"] == {"Fn::GetAtt": ["MediaBucket", "RegionalDomainName"]}
    assert media["OriginAccessControlId"] == {"Ref": "MediaAccess"}
    access = resources("AWS::CloudFront::OriginAccessControl")["MediaAccess"]["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")
    [header] = resources("AWS::CloudFront::ResponseHeadersPolicy")["MediaHeaders"]["ResponseHeadersPolicyConfig"][
        "CustomHeadersConfig"
    ]["Items"]
    assert header == {"Header": "cache-control", "Value": "public, max-age=31536000, immutable", "Override": True}


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("s000000000001/photo.webp", True),
        ("s000000000001/.well-known", True),
        ("a..b", True),
        ("", False),
        ("/", False),
        ("//", False),
        (".", False),
        ("./", False),
        ("..", False),
        ("a/..", False),
        ("a/../", False),
        ("a/%2E%2e", False),
        ("a/.%2e/b", False),
    ],
)
def test_nobody_gets_a_list_of_the_media(key: str, asked: bool) -> None:
    """The distribution may list the bucket, so that what is missing is a 404; an empty key would show the list."""
    code = resources("AWS::CloudFront::Function")["MediaKey"]["FunctionCode"]
    [pattern] = re.findall(r"if \(/(.+)/i\.test\(key\)\) \{\n +return \{ statusCode: 404", code)
    assert (re.search(pattern.replace("\\/", "/"), key, re.IGNORECASE) is None) is asked


def test_the_distribution_speaks_modern_tls_to_visitors() -> None:
    assert DISTRIBUTION["Aliases"] == [{"Fn::Sub": "*.${DomainName}"}]
    assert DISTRIBUTION["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    behaviors = [DISTRIBUTION["DefaultCacheBehavior"], *DISTRIBUTION["CacheBehaviors"]]
    assert {each["ViewerProtocolPolicy"] for each in behaviors} == {"redirect-to-https"}
