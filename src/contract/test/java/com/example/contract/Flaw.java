package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** One flaw each, put in front of the sound toy, and the tests that find it: these, and no other. */
enum Flaw {
    CREATE_FAILS(
            LifeFlaws::createFails, Title.CREATE, Title.TEMPLATE_BESIDE, Title.UPDATE, Title.DELETE, Title.COVERED),
    CREATE_HAS_NO_IDENTIFIER(
            LifeFlaws::createHasNoIdentifier,
            Title.CREATE,
            Title.TEMPLATE_BESIDE,
            Title.UPDATE,
            Title.DELETE,
            Title.COVERED),
    CREATE_NEVER_ENDS(
            LifeFlaws::createNeverEnds, Title.CREATE, Title.TEMPLATE_BESIDE, Title.UPDATE, Title.DELETE, Title.COVERED),
    FUNCTION_THROWS(
            LifeFlaws::throwing, Title.CREATE, Title.TEMPLATE_BESIDE, Title.UPDATE, Title.DELETE, Title.COVERED),
    SECOND_CREATE_FAILS(LifeFlaws::secondCreateFails, "test_create_create"),
    SECOND_CREATE_ADOPTS(LifeFlaws::secondCreateAdopts, "test_create_create_primary_id_check"),
    SECOND_CREATE_REPLACES(LifeFlaws::secondCreateReplaces, "test_create_read"),
    FIRST_READ_IS_EARLY(ReadFlaws::firstReadIsEarly, "test_create_create_read"),
    READ_IS_IN_PROGRESS(
            ReadFlaws::readIsInProgress,
            "test_create_create_read",
            "test_create_read",
            Title.TEMPLATE_BESIDE,
            "test_update_read",
            "test_read_by_create_equals_read_by_update",
            "test_delete_read",
            Title.COVERED),
    READ_IS_NO_TEMPLATE_BESIDE_THE_FIRST(LifeFlaws::noTemplateBeside, Title.TEMPLATE_BESIDE),
    READ_IS_NO_TEMPLATE_AFTER_THE_FIRST(LifeFlaws::noTemplateAfter, Title.TEMPLATE_AFTER),
    READ_LACKS_A_PROPERTY(ReadFlaws::readLacksSize, Title.MATCHES),
    READ_CHANGES_A_VALUE(ReadFlaws::readChangesSize, Title.MATCHES),
    READ_CHANGES_AN_ELEMENT(ReadFlaws::readChangesColour, Title.MATCHES),
    READ_LACKS_A_READ_ONLY_PROPERTY(ReadFlaws::readLacksState, "test_read_return_readonly_properties"),
    READ_SHOWS_A_WRITE_ONLY_PROPERTY(ReadFlaws::readShowsSecret, "test_read_return_write_only_properties"),
    READ_HAS_A_PROPERTY_TOO_MANY(ReadFlaws::readHasExtra, "test_read_output_over_schema"),
    READS_LACK_AN_INNER_PROPERTY(ReadFlaws::readsLackMaker, Title.COVERED),
    UPDATE_FAILS(LifeFlaws::updateFails, Title.UPDATE),
    READ_AFTER_UPDATE_IS_EARLY(
            ReadFlaws::readAfterUpdateIsEarly, "test_update_read", "test_read_by_create_equals_read_by_update"),
    UPDATE_RENAMES(LifeFlaws::updateRenames, "test_update_primary_id_check"),
    READS_DIFFER(ReadFlaws::readsDiffer, "test_read_by_create_equals_read_by_update"),
    UPDATED_IS_NOT_LISTED(
            LifeFlaws::updatedIsNotListed, Title.UPDATE_LIST + Title.WITH, Title.UPDATE_LIST + Title.WITHOUT),
    DELETE_FAILS(LifeFlaws::deleteFails, Title.DELETE, Title.TEMPLATE_AFTER),
    DELETED_IS_READ(ReadFlaws::deletedIsRead, "test_delete_read"),
    DELETED_IS_UPDATED(LifeFlaws::deletedIsUpdated, "test_delete_update"),
    DELETED_IS_DELETED_AGAIN(LifeFlaws::deletedIsDeleted, "test_delete_delete"),
    DELETED_IS_LISTED(LifeFlaws::deletedIsListed, "test_delete_list" + Title.WITH, "test_delete_list" + Title.WITHOUT),
    DELETED_IS_NOT_CREATED_AGAIN(LifeFlaws::deletedIsNotCreated, "test_delete_create"),
    LIST_NEEDS_A_MODEL(
            LifeFlaws::listNeedsModel,
            Title.CREATE_LIST + Title.WITHOUT,
            Title.UPDATE_LIST + Title.WITHOUT,
            "test_delete_list" + Title.WITHOUT),
    CREATED_IS_NOT_LISTED(
            LifeFlaws::createdIsNotListed, Title.CREATE_LIST + Title.WITH, Title.CREATE_LIST + Title.WITHOUT),
    LISTED_IS_NOT_READABLE(
            LifeFlaws::listHasGhost, "test_create_list_read" + Title.WITH, "test_create_list_read" + Title.WITHOUT);

    private interface Title {
        String CREATE = "test_create";
        String TEMPLATE_BESIDE = "test_create_with_read_response_lcs [the first is still there]";
        String TEMPLATE_AFTER = "test_create_with_read_response_lcs [the first is gone]";
        String MATCHES = "test_read_input_output_negative_match";
        String COVERED = "test_read_return_all_schema_properties_using_one_or_more_inputs";
        String UPDATE = "test_update";
        String DELETE = "test_create_delete";
        String CREATE_LIST = "test_create_list";
        String UPDATE_LIST = "test_update_list";
        String WITH = " [asked with the model]";
        String WITHOUT = " [asked without a model]";
    }

    /** What the flaw answers to a request; empty where the toy answers. */
    @FunctionalInterface
    interface Filter {
        Optional<ObjectNode> answer(Toy toy, String action, JsonNode desired, ObjectNode request);
    }

    private final Filter filter;
    private final Set<String> findings;

    Flaw(Filter filter, String... findings) {
        this.filter = filter;
        this.findings = Set.of(findings);
    }

    Set<String> findings() {
        return findings;
    }

    Handlers in(Toy toy) {
        return (action, text) -> {
            ObjectNode request = Json.readObject(text, "the request");
            JsonNode desired = request.at("/requestData/resourceProperties");
            return filter.answer(toy, action, desired, request)
                    .orElseGet(() -> toy.answer(request))
                    .toString();
        };
    }

    static boolean isUpdated(Toy toy, JsonNode model) {
        return toy.held.getOrDefault(Toy.id(model), Json.object()).path("Size").asInt() == 2;
    }
}
