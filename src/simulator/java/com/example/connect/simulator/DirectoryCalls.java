package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SearchAvailablePhoneNumbers, ListPhoneNumbersV2 and ListPhoneNumbers. */
final class DirectoryCalls {
    private static final int SEARCH_PAGE = 10;
    private static final int LIST_PAGE = 1000;
    private static final int LIST_V1_PAGE = 100;

    private final World world;
    private final Lookup lookup;

    DirectoryCalls(World world, Lookup lookup) {
        this.world = world;
        this.lookup = lookup;
    }

    Map<String, ?> search(ServedCall call) {
        lookup.target(call);
        Input input = call.input();
        NumberKind kind = new NumberKind(input.mandatory("PhoneNumberCountryCode"), input.mandatory("PhoneNumberType"));
        int from = input.text("NextToken").map(PageToken::index).orElse(0);
        Shelf.Page page =
                world.inventory.search(kind, prefixDigits(input), from, input.integer("MaxResults", SEARCH_PAGE));
        Map<String, Object> output = new LinkedHashMap<>();
        output.put(
                "AvailableNumbersList",
                page.numbers().stream()
                        .map(number -> Map.of(
                                "PhoneNumber", number,
                                "PhoneNumberCountryCode", kind.country(),
                                "PhoneNumberType", kind.type()))
                        .toList());
        page.next().ifPresent(next -> output.put("NextToken", PageToken.of(Integer.toString(next))));
        return output;
    }

    Map<String, ?> list(ServedCall call) {
        Optional<String> target = lookup.optionalTarget(call);
        Input input = call.input();
        String prefix = "+" + prefixDigits(input);
        String from = input.text("NextToken").map(PageToken::place).orElse(prefix);
        int most = input.integer("MaxResults", LIST_PAGE);
        List<HeldNumber> found = world.listed(
                group -> isWanted(group, target, input),
                number -> isListed(call, number),
                new World.Page(prefix, from, most + 1));
        Map<String, Object> output = new LinkedHashMap<>();
        output.put(
                "ListPhoneNumbersSummaryList",
                found.stream()
                        .limit(most)
                        .map(number -> NumberView.summary(number, world.shown(number)))
                        .toList());
        if (found.size() > most) {
            output.put("NextToken", PageToken.of(found.get(most).number()));
        }
        return output;
    }

    /** ListPhoneNumbers, the older list of one instance. */
    Map<String, ?> listV1(ServedCall call) {
        ConnectInstance instance = lookup.usableInstance(call);
        Input input = call.input();
        List<String> types = input.texts("PhoneNumberTypes");
        List<String> countries = input.texts("PhoneNumberCountryCodes");
        return Page.of(
                "PhoneNumberSummaryList",
                world
                        .listed(
                                group -> group.targetArn().equals(instance.arn())
                                        && (countries.isEmpty()
                                                || countries.contains(
                                                        group.kind().country())),
                                number -> isListed(call, number)
                                        && (types.isEmpty() || types.contains(NumberView.typeV1(number))),
                                new World.Page("+", "+", Integer.MAX_VALUE))
                        .stream()
                        .map(number -> NumberView.summaryV1(number, instance.arn()))
                        .toList(),
                input,
                LIST_V1_PAGE);
    }

    private static boolean isWanted(World.Group group, Optional<String> target, Input input) {
        List<String> countries = input.texts("PhoneNumberCountryCodes");
        List<String> types = input.texts("PhoneNumberTypes");
        return target.map(group.targetArn()::equals).orElse(true)
                && (countries.isEmpty() || countries.contains(group.kind().country()))
                && (types.isEmpty() || types.contains(group.kind().type()));
    }

    private boolean isListed(ServedCall call, HeldNumber number) {
        return world.isVisible(number, world.knob(Knob.LIST_INVISIBLE)) && lookup.isReached(call, number);
    }

    private static String prefixDigits(Input input) {
        return input.text("PhoneNumberPrefix")
                .map(prefix -> prefix.replace("+", ""))
                .orElse("");
    }
}
