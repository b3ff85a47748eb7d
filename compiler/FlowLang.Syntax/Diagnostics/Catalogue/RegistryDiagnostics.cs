using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3133 and FL3134: schema registries.</summary>
public static class RegistryDiagnostics
{
    public static Diagnostic Address(TextSpan at, string why) =>
        Error("FL3133", at, "this is no address of a schema registry").Why(why)
            .Help("`schema_registry: \"http://host:8081\"`, with a user and password of its own where it asks for them");

    public static Diagnostic Missing(TextSpan at, string connection) =>
        Error("FL3134", at, $"records in Avro need a schema registry, and `{connection}` has none")
            .Why("a record says the number of its schema, and the registry knows the schema")
            .Help($"`connection {connection}: kafka {{ …, schema_registry: \"http://host:8081\" }}`");
}
