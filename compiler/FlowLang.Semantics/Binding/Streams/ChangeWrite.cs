using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>A write of change events: its rows say what became of a row, and the row has the key.</summary>
internal static class ChangeWrite
{
    public static void Check(WriteSite site)
    {
        if (site.Sink.Descriptor.Name != "topic" || site.Sink.Choice("envelope") != "debezium")
        {
            return;
        }

        TextSpan at = site.Sink.Options.First(option => option.Name == "envelope").Span;
        bool isChange = site.Query.Row.Find("op")?.Type.Type is EnumType && IsRow("before") && IsRow("after");
        if (!isChange)
        {
            site.Context.Report(ChangeDiagnostics.NoChanges(at));
        }

        if (site.Sink.Options.FirstOrDefault(option => option.Name == "key") is { } key)
        {
            site.Context.Report(StreamDiagnostics.OptionsTogether(
                key.Span, "key", "is that of the row here: the `@key` fields of its type"));
        }

        bool IsRow(string side) => site.Query.Row.Find(side)?.Type.Type is RowType;
    }
}
