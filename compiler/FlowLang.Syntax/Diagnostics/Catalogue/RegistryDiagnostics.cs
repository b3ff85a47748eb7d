using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3133 to FL3135: schema registries.</summary>
public static class RegistryDiagnostics
{
    public static Diagnostic Address(TextSpan at, string why) =>
        Error("FL3133", at, "this is no address of a schema registry").Why(why)
            .Help("`schema_registry: \"http://host:8081\"`, with a user and password of its own where it asks for them");

    public static Diagnostic Missing(TextSpan at, string connection) =>
        Error("FL3134", at, $"records in Avro need a schema registry, and `{connection}` has none")
            .Why("a record says the number of its schema, and the registry knows the schema")
            .Help($"`connection {connection}: kafka {{ …, schema_registry: \"http://host:8081\" }}`");

    public static Diagnostic ColumnName(TextSpan at, string column) =>
        Error("FL3135", at, $"`{column}` is no name in Avro, and the topic's records are")
            .Why("its names have letters of ASCII, digits and `_`, and no digit at the front")
            .Help($"select it under another name, or write JSON");
}
