"""The ways to package the handlers that the benchmarks jar and cold-start compare."""

import os
import shutil
import subprocess
import xml.etree.ElementTree as xml
import zipfile

from connect_local.stack import ROOT

FOLDER = ROOT / "target/benchmark"
TEMPLATE = FOLDER / "init-template/init-template-1.0-SNAPSHOT.jar"
WHOLE = ROOT / "target/packaging/whole.jar"
MINIMIZED = FOLDER / "minimized/packaging/whole.jar"
HTTP_CLIENTS = FOLDER / "http-clients"

# Where classes of ours stand in place of libraries' own.
REPLACED = ("software/amazon/awssdk/regions/", "com/fasterxml/jackson/datatype/jsr310/")

COLD_WARM_UP = """\
package com.example.connect.phonenumber;

final class WarmUp {
    static void run() {}
}
"""

RPDKS_LAST_STEP = """\
package com.example.connect.phonenumber;

abstract class LeanWrapper<R, C, T> extends software.amazon.cloudformation.LambdaWrapper<R, C, T> {}
"""

# RPDK makes an Apache client in a static field. In its place stands a class of the same name that makes another one.
OTHER_CLIENT = """\
package software.amazon.awssdk.http.apache;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

public final class ApacheHttpClient {{
    public interface Builder extends SdkHttpClient.Builder<Builder> {{
        Builder connectionTimeout(Duration timeout);

        Builder socketTimeout(Duration timeout);
    }}

    public static Builder builder() {{
        return new Other();
    }}

    private static final class Other implements Builder {{
        private final {client}.Builder other = {client}.builder();

        public Builder connectionTimeout(Duration timeout) {{
            other.connectionTimeout(timeout);
            return this;
        }}

        public Builder socketTimeout(Duration timeout) {{
            {socket_timeout}
            return this;
        }}

        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {{
            return other.buildWithDefaults(defaults);
        }}
    }}
}}
"""
URL_CONNECTION = "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient"
AWS_CRT = "software.amazon.awssdk.http.crt.AwsCrtHttpClient"

# A claim by the warm-up: an answer that is one, and a request that asks for one before the READ.
CLAIMED = '{"PhoneNumberId": "none", "PhoneNumberArn": "%s",\n             "ClaimedPhoneNumberSummary"'
CREATE = r"""
        String target = "arn:aws:connect:" + REGION + ":000000000000:instance/00000000-0000-4000-8000-000000000000";
        String create = REQUEST.replace("READ", "CREATE")
                .replace("\"PhoneNumberArn\"", "\"PhoneNumber\": \"+12065550100\", \"TargetArn\"")
                .replace(NUMBER, target);
        new Rehearsal().processRequest(
                new ByteArrayInputStream(create.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream());
"""


def template():
    """The jar that the init template's packaging makes of this checkout's classes."""
    _maven("src/benchmark/packaging/init-template.xml", "package")
    return TEMPLATE


def minimized():
    """The whole jar as the shade plugin's minimizeJar leaves it: by the project's own pom.xml, with that setting."""
    namespace = "{http://maven.apache.org/POM/4.0.0}"
    xml.register_namespace("", namespace.strip("{}"))
    pom = xml.parse(ROOT / "pom.xml")
    build = pom.getroot().find(f"{namespace}build")
    build.remove(build.find(f"{namespace}resources"))
    plugins = build.find(f"{namespace}plugins")
    for plugin in list(plugins):
        name = plugin.find(f"{namespace}artifactId").text
        if name not in ("maven-jar-plugin", "maven-shade-plugin"):
            plugins.remove(plugin)
        if name == "maven-shade-plugin":
            xml.SubElement(plugin.find(f".//{namespace}configuration"), f"{namespace}minimizeJar").text = "true"
    for name, folder in {"directory": FOLDER / "minimized", "outputDirectory": ROOT / "target/classes"}.items():
        xml.SubElement(build, namespace + name).text = str(folder)
    FOLDER.mkdir(parents=True, exist_ok=True)
    pom.write(FOLDER / "minimized.xml")
    _maven(FOLDER / "minimized.xml", "package")
    return MINIMIZED


def libraries_own():
    """A jar of the classes that ours replace, out of the template's jar."""
    jar = FOLDER / "libraries-own.jar"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(jar, "w") as target:
        for name in source.namelist():
            if name.startswith(REPLACED):
                target.writestr(name, source.read(name))
    return jar


def without_warm_up():
    """A folder with a class that stands in place of the warm-up and does nothing."""
    return _stand_in("without-warm-up", "WarmUp", COLD_WARM_UP)


def with_a_create_rehearsed():
    """A folder with a warm-up that has a number claimed as well."""
    source = (ROOT / "src/main/java/com/example/connect/phonenumber/WarmUp.java").read_text()
    source = _replaced(source, '{"ClaimedPhoneNumberSummary"', CLAIMED)
    source = _replaced(
        source, ".formatted(NUMBER);\n\n    private WarmUp", ".formatted(NUMBER, NUMBER);\n\n    private WarmUp"
    )
    source = _replaced(source, "ConnectClients.put(REGION, http);\n", "ConnectClients.put(REGION, http);" + CREATE)
    return _stand_in("with-a-create", "WarmUp", source)


def rpdks_last_step():
    """A folder with a wrapper that leaves RPDK's own last step of an answer as it is."""
    return _stand_in("rpdks-last-step", "LeanWrapper", RPDKS_LAST_STEP)


def http_clients():
    """Class paths in front of the whole jar, by the HTTP client that they bring in place of Apache's."""
    _maven("src/benchmark/packaging/http-clients.xml", "dependency:copy-dependencies")
    jars = sorted(HTTP_CLIENTS.glob("*.jar"))
    url_connection = [jar for jar in jars if jar.name.startswith("url-connection")]
    crt = [jar for jar in jars if jar not in url_connection]
    everywhere = OTHER_CLIENT.format(client=URL_CONNECTION, socket_timeout="other.socketTimeout(timeout);")
    native = OTHER_CLIENT.format(client=AWS_CRT, socket_timeout="")
    return {
        "url-connection in place of Apache's client": [
            _stand_in("url-connection", "ApacheHttpClient", everywhere, *url_connection),
            *url_connection,
        ],
        "aws-crt in place of Apache's client": [_stand_in("aws-crt", "ApacheHttpClient", native, *crt), *crt],
    }


def megabytes(jars):
    return sum(jar.stat().st_size for jar in jars if jar.is_file()) / 1e6


def _maven(pom, goal):
    subprocess.run(["mvn", "-q", "-B", "-f", pom, goal], cwd=ROOT, check=True)


def _replaced(source, old, new):
    """A source with its one such place changed."""
    if source.count(old) != 1:
        raise ValueError(f"{old!r} is there {source.count(old)} times")
    return source.replace(old, new)


def _stand_in(folder, name, source, *class_path):
    """A folder with a class compiled from this source, to stand in place of the one of the same name."""
    folder = FOLDER / folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    file = folder / f"{name}.java"
    file.write_text(source)
    path = [*class_path, WHOLE, (ROOT / "target/local.classpath").read_text().strip()]
    command = ["javac", "-nowarn", "-proc:none", "-XDstringConcat=inline", "-cp", os.pathsep.join(map(str, path))]
    subprocess.run([*command, "-d", folder, file], check=True)
    return folder
