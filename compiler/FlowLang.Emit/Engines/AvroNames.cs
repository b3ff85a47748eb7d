using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Emit.Engines;

/// <summary>Columns, and fields inside of them, of rows that go into a topic in Avro: its names have letters of ASCII alone.</summary>
internal static class AvroNames
{
    public static IEnumerable<Diagnostic> Check(BoundEndpoint sink, IEnumerable<RowField> columns) =>
        sink.Choice("format") == "avro" && columns.Select(Wrong).FirstOrDefault(name => name is not null) is { } wrong
            ? [RegistryDiagnostics.ColumnName(sink.Span, wrong)]
            : [];

    private static string? Wrong(RowField field) => IsName(field.Name) ? Inside(field.Type.Type) : field.Name;

    private static string? Inside(FlowType type) => type switch
    {
        RowType row => row.Fields.Select(Wrong).FirstOrDefault(name => name is not null),
        ListType list => Inside(list.Element.Type),
        MapType map => Inside(map.Value.Type),
        _ => null,
    };

    private static bool IsName(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && name.Length > 0 && !char.IsAsciiDigit(name[0]);
}
