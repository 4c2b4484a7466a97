"""A type's configuration in an account and Region, which comes with every request to its handlers."""

import json

from ..json_types import Json
from .registry import Configuration, Refused, Type, now
from .registry_views import configuration_arn


class TypeConfigurations:
    """Sets and clears configurations."""

    def set(self, of_type: Type, text: str, alias: str) -> str:
        """The configuration's ARN. Raises Refused where the schema's typeConfiguration says no."""
        try:
            configuration: Json = json.loads(text)
        except ValueError as problem:
            raise Refused(f"The configuration is not JSON: {problem}") from problem
        # Belief (official; registration): A configuration must be valid by the schema's typeConfiguration. Source: API
        # reference, SetTypeConfiguration. Test: test_registry.py::test_a_configuration_is_checked_by_the_schema.
        problems = of_type.default.package.schema.configuration_problems(configuration)
        if problems:
            raise Refused(f"The configuration is not valid by the schema of {of_type.name}: {'; '.join(problems)}")
        of_type.configuration = Configuration(text, alias, now())
        return configuration_arn(of_type, alias)

    def clear(self, of_type: Type) -> None:
        of_type.configuration = None
