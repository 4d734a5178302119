"""A small application with the outputs that the front door needs: builds and deploys in seconds."""

from pathlib import Path

TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Environment: { Type: String }
  Architecture: { Type: String }
  SitesUrl: { Type: String }
Globals:
  Function:
    Runtime: python3.13
    Architectures: [!Ref Architecture]
    Handler: app.handler
    Environment: { Variables: { SITES_URL: !Ref SitesUrl } }
Resources:
  SitesApi: { Type: AWS::Serverless::HttpApi }
  PlatformApi: { Type: AWS::Serverless::HttpApi }
  EchoFunction:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: !Sub code24-${Environment}-echo
      CodeUri: functions/echo
      Events:
        Sites: { Type: HttpApi, Properties: { ApiId: !Ref SitesApi } }
        Platform: { Type: HttpApi, Properties: { ApiId: !Ref PlatformApi } }
        Named: { Type: HttpApi, Properties: { ApiId: !Ref PlatformApi, Method: POST, Path: /named } }
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties: { GenerateSecretString: { PasswordLength: 20, ExcludePunctuation: true } }
  MediaBucket:
    Type: AWS::S3::Bucket
    Properties: { BucketName: !Sub "code24-${Environment}-media-${AWS::AccountId}" }
Outputs:
  SitesApiId: { Value: !Ref SitesApi }
  PlatformApiId: { Value: !Ref PlatformApi }
  OriginSecretArn: { Value: !Ref Secret }
  MediaBucketName: { Value: !Ref MediaBucket }
  BuildStateMachineArn: { Value: none }
"""

SAMCONFIG = """\
version = 0.1
[local.build.parameters]
cached = true
[local.deploy.parameters]
stack_name = "code24-local"
resolve_s3 = true
capabilities = "CAPABILITY_IAM"
confirm_changeset = false
fail_on_empty_changeset = false
"""

ECHO = """\
import json, os

GREETING = "hello"

def handler(event, context):
    print(json.dumps({"path": event["rawPath"]}))
    event["greeting"] = GREETING
    event["sitesUrl"] = os.environ["SITES_URL"]
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(event)}
"""


def write_application(folder: Path) -> None:
    """Write the application's sources."""
    (folder / "functions" / "echo").mkdir(parents=True)
    (folder / "template.yaml").write_text(TEMPLATE)
    (folder / "samconfig.toml").write_text(SAMCONFIG)
    (folder / "functions" / "echo" / "app.py").write_text(ECHO)
