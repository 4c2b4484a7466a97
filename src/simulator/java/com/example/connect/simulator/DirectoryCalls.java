package com.example.connect.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SearchAvailablePhoneNumbers and ListPhoneNumbersV2. */
final class DirectoryCalls {
    private static final int SEARCH_PAGE = 10;
    private static final int LIST_PAGE = 1000;

    private final World world;
    private final Lookup lookup;

    DirectoryCalls(World world, Lookup lookup) {
        this.world = world;
        this.lookup = lookup;
    }

    Map<String, ?> search(Input input) {
        lookup.target(input);
        NumberKind kind = new NumberKind(input.mandatory("PhoneNumberCountryCode"), input.mandatory("PhoneNumberType"));
        int from = input.text("NextToken").map(DirectoryCalls::place).orElse(0);
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
        page.next().ifPresent(next -> output.put("NextToken", token(Integer.toString(next))));
        return output;
    }

    Map<String, ?> list(Input input) {
        Optional<String> target = lookup.optionalTarget(input);
        String prefix = "+" + prefixDigits(input);
        String from = input.text("NextToken").map(DirectoryCalls::untoken).orElse(prefix);
        int most = input.integer("MaxResults", LIST_PAGE);
        List<HeldNumber> found =
                world.listed(group -> isWanted(group, target, input), prefix, from, this::isListed, most + 1);
        Map<String, Object> output = new LinkedHashMap<>();
        output.put(
                "ListPhoneNumbersSummaryList",
                found.stream()
                        .limit(most)
                        .map(number -> NumberCalls.summary(world, number))
                        .toList());
        if (found.size() > most) {
            output.put("NextToken", token(found.get(most).number()));
        }
        return output;
    }

    private static boolean isWanted(World.Group group, Optional<String> target, Input input) {
        List<String> countries = input.texts("PhoneNumberCountryCodes");
        List<String> types = input.texts("PhoneNumberTypes");
        return target.map(group.targetArn()::equals).orElse(true)
                && (countries.isEmpty() || countries.contains(group.kind().country()))
                && (types.isEmpty() || types.contains(group.kind().type()));
    }

    private boolean isListed(HeldNumber number) {
        return world.isVisible(number, world.knob(Knob.LIST_INVISIBLE))
                && (world.isCalledAtHome() || lookup.isOnTdg(number));
    }

    private static String prefixDigits(Input input) {
        return input.text("PhoneNumberPrefix")
                .map(prefix -> prefix.replace("+", ""))
                .orElse("");
    }

    private static int place(String token) {
        try {
            return Integer.parseInt(untoken(token));
        } catch (NumberFormatException e) {
            throw invalidToken();
        }
    }

    /** A NextToken that says nothing to its reader. */
    static String token(String place) {
        return Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    static String untoken(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalidToken();
        }
    }

    private static Refusal invalidToken() {
        return Refusal.invalidParameter("NextToken is not valid.");
    }
}
