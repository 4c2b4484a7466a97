package com.example.connect.verification.behaviour;

import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.AvailableNumberSummary;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersResponse;

/** Somebody else, who claims everything that a search offers before the create that searched does. */
public final class Rival {

    private static final String SEARCH = "SearchAvailablePhoneNumbers";

    private Rival() {}

    /** Takes what each of so many searches offers, of those to come with the template's type and country. */
    public static void takesWhatIsOffered(ConnectSimulator connect, Map<String, Object> template, int searches) {
        List<List<String>> pages = pages(connect, template, searches);
        connect.clearCalls();
        connect.onCall(call -> {
            if (call.operation().equals(SEARCH) && call.effect() && !pages.isEmpty()) {
                pages.remove(0).forEach(connect::takeElsewhere);
            }
        });
    }

    private static List<List<String>> pages(ConnectSimulator connect, Map<String, Object> template, int searches) {
        Optional<Knob.Rate> rate = connect.knobs().get(Knob.RATE);
        connect.set(Knob.RATE, Optional.empty());
        List<List<String>> pages = new ArrayList<>();
        try (ConnectClient client = Clients.to(connect)) {
            String token = null;
            for (int i = 0; i < searches; i++) {
                String from = token;
                SearchAvailablePhoneNumbersResponse page = client.searchAvailablePhoneNumbers(
                        search -> search.targetArn(String.valueOf(template.get("TargetArn")))
                                .phoneNumberType(String.valueOf(template.get("Type")))
                                .phoneNumberCountryCode(String.valueOf(template.get("CountryCode")))
                                .maxResults(10)
                                .nextToken(from));
                pages.add(page.availableNumbersList().stream()
                        .map(AvailableNumberSummary::phoneNumber)
                        .toList());
                token = page.nextToken();
            }
        }
        connect.set(Knob.RATE, rate);
        return pages;
    }
}
