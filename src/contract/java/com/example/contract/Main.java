package com.example.contract;

import com.example.contract.Report.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The executor as a command: exit code 0 is passed, 1 failed, 2 not understood. */
public final class Main {
    private static final int WRONG_USAGE = 2;

    private Main() {}

    public static void main(String... arguments) throws IOException {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException notUnderstood) {
            System.err.println(notUnderstood.getMessage() + "\n\n" + Options.HELP);
            System.exit(WRONG_USAGE);
            return;
        }
        System.exit(run(options, System.getenv(), options.waiting(), System.out) ? 0 : 1);
    }

    static boolean run(Options options, Map<String, String> environment, Waiting waiting, PrintStream out)
            throws IOException {
        Path folder =
                Files.createDirectories(options.output().resolve(options.mode().title()));
        Artifact artifact = Artifact.open(options.artifact(), folder);
        Caller caller = caller(options, artifact, environment);
        TypeSchema schema = artifact.typeSchema();
        Report report = new Report(out);
        List<InputSet> sets = InputSet.of(artifact.inputs(), caller);
        out.println(schema.typeName() + ", " + options.mode().title() + ": contract tests v2 by the documented"
                + " rules; this is not Amazon's executor. Third-party types have no tagging scenarios.");
        artifact.judgeEntryPoints(report);
        var setting = new HandlerProcess.Setting(
                options.mode(),
                options.jarIsContext(),
                options.libraries(),
                artifact.entryPoint(),
                artifact.jar(),
                folder);
        try (HandlerProcess handlers = new HandlerProcess(setting)) {
            Calls calls = new Calls(handlers, schema, caller, waiting);
            new Suite(schema, calls, report, artifact.inputs(), sets).run(options::wants);
        }
        JUnitXml.write(report, "contract-tests-v2." + options.mode().title(), folder.resolve("junit.xml"));
        out.printf(
                "contract tests v2, %s: %d passed, %d failed, %d skipped%n",
                options.mode().title(),
                report.count(Verdict.PASSED),
                report.count(Verdict.FAILED),
                report.count(Verdict.SKIPPED));
        return report.count(Verdict.FAILED) == 0;
    }

    private static Caller caller(Options options, Artifact artifact, Map<String, String> environment) {
        var credentials = new Caller.Credentials(
                environment.getOrDefault("CALLER_AWS_ACCESS_KEY_ID", ""),
                environment.getOrDefault("CALLER_AWS_SECRET_ACCESS_KEY", ""),
                environment.getOrDefault("CALLER_AWS_SESSION_TOKEN", ""));
        Optional<JsonNode> configuration = Optional.ofNullable(environment.get("TYPE_CONFIGURATION"))
                .map(text -> Json.read(text, "TYPE_CONFIGURATION"))
                .or(artifact::typeConfiguration);
        return new Caller(options.region(), options.account(), credentials, configuration);
    }
}
