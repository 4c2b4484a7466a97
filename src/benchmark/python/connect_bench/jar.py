"""The size of the jar."""

from . import packages, page
from .local import JAR

LIMIT = 8.0


def main() -> None:
    jars = {"init template": packages.template(), "our dependencies": packages.WHOLE, "shipped": JAR}
    megabytes = {name: jar.stat().st_size / 1e6 for name, jar in jars.items()}
    page.write(
        page.Result(
            name="jar",
            order=10,
            title="The jar",
            command="make bench ONLY=jar",
            text=[
                "Bytes of the package that is deployed, in millions. The reference is the same handlers packaged as"
                " RPDK's init template does it. In between stands the jar with our choice of dependencies, before"
                " ProGuard drops what is not reached (`src/main/proguard/shrink.pro`)."
            ],
            rows=[
                page.Row(
                    figure="size of the jar",
                    value=round(megabytes["shipped"], 2),
                    unit="MB",
                    reference="init template's packaging",
                    reference_value=round(megabytes["init template"], 2),
                    ratio=round(megabytes["shipped"] / megabytes["init template"], 3),
                    target=f"at most {LIMIT:.0f} MB",
                    met=megabytes["shipped"] <= LIMIT,
                )
            ],
            tables=[
                page.Table(
                    title="What each step of the packaging leaves",
                    columns=["jar", "MB", "classes"],
                    rows=[[name, round(megabytes[name], 2), packages.classes(jar)] for name, jar in jars.items()],
                )
            ],
            charts=[],
        )
    )


if __name__ == "__main__":
    main()
