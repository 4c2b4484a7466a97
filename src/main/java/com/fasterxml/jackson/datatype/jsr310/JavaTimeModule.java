package com.fasterxml.jackson.datatype.jsr310;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.Module;

/**
 * In place of Jackson's module of this name, which RPDK's serializer registers and which loads some 75 classes at
 * every start: nothing that the function reads or writes has a date or a time in it.
 */
public final class JavaTimeModule extends Module {

    @Override
    public String getModuleName() {
        return "none";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {}
}
