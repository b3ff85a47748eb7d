using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Which column types a sink can store.</summary>
internal static class StorableColumns
{
    public static void Check(RowType row, BoundEndpoint sink, BindingContext context)
    {
        if (sink.Descriptor.Name != "csv")
        {
            return;
        }

        foreach (RowField field in row.Fields.Where(field => field.Type.Type is ListType or MapType or RowType))
        {
            context.Report(TypeDiagnostics.ColumnCantBeStored(
                sink.Span, field.Name, field.Type.ToString(), "csv", "write json or parquet, or make a text of it: `to_text(…)`"));
        }
    }
}
