"""The commands behind those targets of the Makefile that concern the local cloud."""

import os
import shlex
import signal
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from local import cloud
from local.deployed import Deployed
from local.deployment import remove_build
from local.errors import Interrupted, LocalCloudError
from local.output import Output
from local.settings import REGION, Settings

DEMO = Path("events/requests/bakery-en.json")
"""What `make demo` builds where nothing else is asked for."""

SAMPLES = "events/requests/*.json"
"""What `make gallery` shows where nothing else is asked for."""


class Pages(StrEnum):
    """Which pages of a site the gallery has pictures of."""

    HOME = "home"
    ALL = "all"


app = typer.Typer(no_args_is_help=True, add_completion=False, help="The local cloud.", pretty_exceptions_enable=False)


def _carry_out(work: Callable[[Settings, Output], None], *, for_programs: bool = False) -> None:
    """Run a command; what goes wrong is said once, and ends in a non-zero exit.

    A command for programs leaves standard output to its result.
    """
    output = Output(stderr=for_programs)

    def interrupt(number: int, _frame: Any) -> None:
        raise Interrupted(number)

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    try:
        work(Settings.read(os.environ), output)
    except LocalCloudError as error:
        output.fail(error)
        raise typer.Exit(1) from None
    except Interrupted as interrupted:
        runs = cloud.problem(Settings.read(os.environ)) is None
        output.warn("Interrupted." + (" The local cloud goes on running; `make down` stops it." if runs else ""))
        raise typer.Exit(128 + interrupted.args[0]) from None
    sys.stdout.flush()


@app.command()
def up() -> None:
    """Start the local cloud, deploy into it, and say where things are."""

    def work(settings: Settings, output: Output) -> None:
        from local.customer import local_key  # noqa: PLC0415  # imports the domain package

        deployed = cloud.up(settings, output)
        local_key(settings, output)
        _tell_where(settings, deployed, output)

    _carry_out(work)


@app.command()
def down() -> None:
    """Stop everything that `up` started; the state is kept."""
    _carry_out(cloud.down)


@app.command()
def clean() -> None:
    """Stop the local cloud and remove its state, and what was built for it."""

    def work(settings: Settings, output: Output) -> None:
        cloud.clean(settings, output)
        remove_build(settings.root)

    _carry_out(work)


@app.command()
def status() -> None:
    """Say how the local cloud stands; exit 1 where it does not serve."""

    def work(settings: Settings, output: Output) -> None:
        if (problem := cloud.problem(settings)) is not None:
            raise LocalCloudError(problem, "`make up` starts it. Logs: " + str(settings.logs))
        deployed = Deployed.read(settings.deployment)
        output.note(f"The local cloud has been running for {cloud.uptime(settings) or 0:.0f} s")
        if deployed:
            _tell_where(settings, deployed, output)
            from local.standing import tell_standing  # noqa: PLC0415

            tell_standing(settings, output)

    _carry_out(work)


@app.command()
def key(
    name: Annotated[str, typer.Option(help="Whose key it is.")] = "",
    environment: Annotated[str, typer.Option(help="`local`, or the environment of a stack on AWS.")] = "local",
    operator: Annotated[bool, typer.Option(help="For somebody who runs the platform.")] = False,
) -> None:
    """Make a customer with an API key; without a name, show the local one, which is an operator's."""

    def work(settings: Settings, output: Output) -> None:
        from local.customer import local_key, new_key  # noqa: PLC0415

        if environment != "local":
            print(new_key(settings, environment, name, operator=operator))
            return
        deployed = Deployed.read(settings.deployment)
        if deployed is None or cloud.problem(settings):
            raise LocalCloudError("The local cloud is not running.", "`make up` starts it.")
        print(new_key(settings, environment, name, operator=operator) if name else local_key(settings, output))

    _carry_out(work, for_programs=True)


@app.command()
def env() -> None:
    """Print what points the AWS CLI and every SDK at the local cloud, for a shell to evaluate."""

    def work(settings: Settings, output: Output) -> None:
        del output
        for variable, value in settings.aws_environment().items():
            print(f"export {variable}={shlex.quote(value)}")

    _carry_out(work, for_programs=True)


@app.command()
def demo(
    request: Annotated[Path, typer.Argument(help="A build request as JSON.")] = DEMO,
) -> None:
    """Bring everything up, build a website from a description, and say where it is."""

    def work(settings: Settings, output: Output) -> None:
        from local.customer import local_key  # noqa: PLC0415
        from local.demo import build_site, read_request  # noqa: PLC0415

        wanted = read_request(settings.root / request)
        cloud.up(settings, output)
        again = "make demo" if request == DEMO else f"make demo REQUEST={shlex.quote(str(request))}"
        build_site(settings, local_key(settings, output), wanted, output, again=again)

    _carry_out(work)


@app.command()
def optimize(
    url: Annotated[str, typer.Option(help="The home page of a website.")] = "",
    folder: Annotated[str, typer.Option(help="A website in a folder.")] = "",
    resolve: Annotated[str, typer.Option(help="Where hosts are: `HOST=127.0.0.1:PORT`, `*` is any.")] = "",
    business_type: Annotated[str, typer.Option(help="What kind of business it is.")] = "",
    goal: Annotated[str, typer.Option(help="What visitors should do.")] = "",
) -> None:
    """Bring everything up, let a website's loop begin, and show what its first cycle brought."""

    def work(settings: Settings, output: Output) -> None:
        from local.customer import local_key  # noqa: PLC0415
        from local.optimize import optimize_website, require_one_source  # noqa: PLC0415

        said = {"businessType": business_type, "primaryGoal": goal}
        require_one_source(url, folder)
        cloud.up(settings, output)
        optimize_website(
            settings,
            local_key(settings, output),
            output,
            url=url,
            folder=folder,
            resolve=resolve,
            wanted={name: value for name, value in said.items() if value},
        )

    _carry_out(work)


@app.command()
def simulate(
    visitors: Annotated[int, typer.Option(min=1, max=100_000, help="How many visitors.")] = 400,
    seed: Annotated[int, typer.Option(help="What the visitors follow from.")] = 1,
    keep: Annotated[bool, typer.Option(help="Leave the site there afterwards.")] = False,
) -> None:
    """Send synthetic visitors to a new site, and hold every figure that is reported against the truth."""

    def work(settings: Settings, output: Output) -> None:
        from local.customer import local_key  # noqa: PLC0415
        from local.simulation.command import simulate as run  # noqa: PLC0415

        cloud.up(settings, output)
        run(settings, local_key(settings, output), output, visitors=visitors, seed=seed, keep=keep)

    _carry_out(work)


@app.command()
def cost() -> None:
    """Count what is asked of AWS on a fresh local cloud, bill it, and write docs/cost.md anew."""

    def work(settings: Settings, output: Output) -> None:
        from local.recording.command import cost as run  # noqa: PLC0415

        run(settings, output)

    _carry_out(work)


@app.command()
def gallery(
    requests: Annotated[str, typer.Option(help="Build requests: patterns of files, separated by spaces.")] = SAMPLES,
    pages: Annotated[Pages, typer.Option(help="Which pages are photographed.")] = Pages.HOME,
    serve: Annotated[bool, typer.Option(help="Serve the gallery and its sites until interrupted.")] = False,
) -> None:
    """Build sample requests without a cloud, and lay them out on one page with pictures of each."""

    def work(settings: Settings, output: Output) -> None:
        from local.gallery.exhibition import exhibit  # noqa: PLC0415

        exhibit(settings, output, patterns=requests, all_pages=pages is Pages.ALL, serve=serve)

    _carry_out(work)


@app.command()
def diff(
    site: Annotated[str, typer.Option(help="The site's id or slug.")] = "",
    before: Annotated[str, typer.Option("--from", help="The earlier release; else the one before.")] = "",
    after: Annotated[str, typer.Option("--to", help="The later release; else the newest.")] = "",
) -> None:
    """Tell what differs between two releases of a site, with pictures of before and after."""

    def work(settings: Settings, output: Output) -> None:
        from local.customer import local_key  # noqa: PLC0415
        from local.diff import show_difference  # noqa: PLC0415

        if Deployed.read(settings.deployment) is None or cloud.problem(settings):
            raise LocalCloudError("The local cloud is not running.", "`make up` starts it.")
        show_difference(settings, local_key(settings, output), output, site=site, before=before, after=after)

    _carry_out(work)


def _tell_where(settings: Settings, deployed: Deployed, output: Output) -> None:
    aws = settings.aws_environment()
    names = ("AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    exports = "\n                  ".join(f"export {name}={aws[name]}" for name in names)
    output.say(
        f"""
  Sites           {settings.sites_url}/
  Platform API    {settings.api_url}/docs      API key in {settings.api_key}
  Emulated AWS    {settings.aws_url}      region {REGION}
  Logs            {settings.logs}/

  AWS CLI         {exports}      (or: eval "$(make -s env)")
                  aws stepfunctions list-executions --state-machine-arn {deployed.state_machine}
                  aws logs tail {deployed.outputs.get("FunctionsLogName", "")} --follow

  Build a site    make demo          Stop    make down
"""
    )
