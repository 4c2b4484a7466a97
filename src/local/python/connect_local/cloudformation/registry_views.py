"""What the registry's answers show of types, versions and configurations, by the members' names in the API."""

import json

from ..json_types import Json
from .registry import Type, Version


def described(of_type: Type, version: Version, is_chosen: bool) -> Json:
    """DescribeType; ``is_chosen``: the request names a version, by which alone its tests are told."""
    schema = version.package.schema
    tests = {"TypeTestsStatus": version.tests, "TypeTestsStatusDescription": version.tests_description}
    configuration = schema.type_configuration
    return {
        "Arn": version.arn if is_chosen else of_type.arn,
        "Type": "RESOURCE",
        "TypeName": of_type.name,
        "DefaultVersionId": of_type.default_id,
        "IsDefaultVersion": version.version_id == of_type.default_id,
        **(tests if is_chosen else {}),
        "Description": schema.description or None,
        "Schema": schema.text,
        "ProvisioningType": schema.provisioning,
        "DeprecatedStatus": version.status if is_chosen else of_type.status,
        "LoggingConfig": version.logging,
        "ExecutionRoleArn": version.execution_role_arn,
        "Visibility": "PRIVATE",
        "SourceUrl": schema.source_url,
        "DocumentationUrl": schema.documentation_url,
        "LastUpdated": version.created,
        "TimeCreated": version.created,
        "ConfigurationSchema": json.dumps(configuration) if configuration else None,
    }


def summary(of_type: Type) -> Json:
    return {
        "Type": "RESOURCE",
        "TypeName": of_type.name,
        "DefaultVersionId": of_type.default_id,
        "TypeArn": of_type.arn,
        "LastUpdated": of_type.default.created,
        "Description": of_type.default.package.schema.description or None,
    }


def version_summary(of_type: Type, version: Version) -> Json:
    return {
        "Type": "RESOURCE",
        "TypeName": of_type.name,
        "VersionId": version.version_id,
        "IsDefaultVersion": version.version_id == of_type.default_id,
        "Arn": version.arn,
        "TimeCreated": version.created,
        "Description": version.package.schema.description or None,
    }


def configured(of_type: Type, identifier: Json) -> Json:
    """One of BatchDescribeTypeConfigurations; a type without a configuration has an empty one."""
    of_it = of_type.configuration
    return {
        "Arn": configuration_arn(
            of_type, identifier.get("TypeConfigurationAlias") or (of_it.alias if of_it else "default")
        ),
        "Alias": of_it.alias if of_it else None,
        "Configuration": of_it.text if of_it else "{}",
        "LastUpdated": of_it.updated if of_it else None,
        "TypeArn": of_type.arn,
        "TypeName": of_type.name,
        "IsDefaultConfiguration": True,
    }


def configuration_arn(of_type: Type, alias: str) -> str:
    return f"{of_type.arn.replace(':type/', ':type-configuration/')}/{alias}"
