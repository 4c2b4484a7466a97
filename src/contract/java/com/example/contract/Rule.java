package com.example.contract;

import java.util.List;
import java.util.Set;

/** The tests, by the names that the user guide gives them, and the handlers that a type must have to be asked them. */
enum Rule {
    // Belief (official; registration): A registration since September 2026 runs these tests, of these names and rules,
    // for each handler that the type has. Source: CloudFormation CLI user guide, contract tests v2; Amazon's own
    // executor has not judged the type. Test: SuiteTest#aFlawIsFoundByItsTests,
    // SuiteTest#everyRuleHasAFlawThatItMustFind.
    TEST_CREATE("test_create", "create"),
    TEST_CREATE_CREATE("test_create_create", "create"),
    TEST_CREATE_CREATE_PRIMARY_ID_CHECK("test_create_create_primary_id_check", "create"),
    TEST_CREATE_READ("test_create_read", "create", "read"),
    TEST_CREATE_CREATE_READ("test_create_create_read", "create", "read"),
    TEST_CREATE_WITH_READ_RESPONSE("test_create_with_read_response_lcs", "create", "read"),
    READ_MATCHES_INPUT("test_read_input_output_negative_match", "create", "read"),
    READ_HAS_READ_ONLY("test_read_return_readonly_properties", "create", "read"),
    READ_HIDES_WRITE_ONLY("test_read_return_write_only_properties", "create", "read"),
    READ_CONFORMS("test_read_output_over_schema", "create", "read"),
    READS_COVER_SCHEMA("test_read_return_all_schema_properties_using_one_or_more_inputs", "create", "read"),
    TEST_UPDATE("test_update", "create", "update"),
    TEST_UPDATE_READ("test_update_read", "create", "update", "read"),
    TEST_UPDATE_PRIMARY_ID_CHECK("test_update_primary_id_check", "create", "update"),
    READS_BY_EITHER_ARE_EQUAL("test_read_by_create_equals_read_by_update", "create", "update", "read"),
    TEST_UPDATE_LIST("test_update_list", "create", "update", "list"),
    TEST_CREATE_DELETE("test_create_delete", "create", "delete"),
    TEST_DELETE_READ("test_delete_read", "create", "delete", "read"),
    TEST_DELETE_UPDATE("test_delete_update", "create", "delete", "update"),
    TEST_DELETE_DELETE("test_delete_delete", "create", "delete"),
    TEST_DELETE_LIST("test_delete_list", "create", "delete", "list"),
    TEST_DELETE_CREATE("test_delete_create", "create", "delete"),
    TEST_CREATE_LIST("test_create_list", "create", "list"),
    TEST_CREATE_LIST_READ("test_create_list_read", "create", "list", "read"),
    NO_REGIONS("no_hardcoded_regions"),
    NO_ACCOUNTS("no_hardcoded_account_ids"),
    NO_PARTITIONS("no_hardcoded_partitions"),
    PROPERTY_COVERAGE("property_coverage"),
    /** Not in the guide's tables: it says which variables are filled in, and what any other would come to. */
    TEMPLATE_VARIABLES("only_known_template_variables"),
    /** Not in the guide: what the project names as its entry points, a loader of the jar may use. */
    ENTRY_POINTS("entry_points_are_in_the_jar");

    private static final Set<Rule> OF_THE_SUITE = Set.of(
            READS_COVER_SCHEMA,
            NO_REGIONS,
            NO_ACCOUNTS,
            NO_PARTITIONS,
            PROPERTY_COVERAGE,
            TEMPLATE_VARIABLES,
            ENTRY_POINTS);

    private final String title;
    private final List<String> handlers;

    Rule(String title, String... handlers) {
        this.title = title;
        this.handlers = List.of(handlers);
    }

    String title() {
        return title;
    }

    /** Whether a type that has these handlers is asked this. */
    boolean appliesTo(Set<String> implemented) {
        return implemented.containsAll(handlers);
    }

    /** Whether it is asked once, and not once for each set of inputs. */
    boolean isOfTheSuite() {
        return OF_THE_SUITE.contains(this);
    }

    boolean needsUpdateInput() {
        return title.contains("update") && this != TEST_DELETE_UPDATE;
    }
}
