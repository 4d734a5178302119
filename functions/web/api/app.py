from code24.http.app import create_app
from code24.http.gateway import lambda_handler
from code24.runtime.settings import Settings
from code24.runtime.wiring import ports_of

handler = lambda_handler(create_app(ports_of, environment=lambda: Settings().environment))
