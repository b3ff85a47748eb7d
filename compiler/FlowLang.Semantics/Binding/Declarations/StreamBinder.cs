using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`stream rides: changes&lt;Trip&gt; from …`: typed, so that its queries can be checked; a later version runs it.</summary>
internal static class StreamBinder
{
    public static StreamSymbol? Bind(StreamSyntax syntax, BindingContext context)
    {
        context.Report(EngineDiagnostics.NotAvailableYet(syntax.Name.Span, "a stream"));
        if (syntax.Type is null)
        {
            return null;
        }

        TypeRef type = TypeBinder.Bind(syntax.Type, context);
        switch (type.Type)
        {
            case AppendType append:
                return new StreamSymbol(syntax.Name.Text, append.Row, false, syntax.Name.Span);
            case ChangesType changes:
                return new StreamSymbol(syntax.Name.Text, ChangeRow(changes.Row), true, syntax.Name.Span);
            case ErrorType:
                return null;
            default:
                context.Report(TypeDiagnostics.TypeMismatch(
                    syntax.Type.Span, "append<T> or changes<T>", type.ToString(),
                        "a stream says how it grows: `append<T>` or `changes<T>`"));
                return null;
        }
    }

    private static RowType ChangeRow(RowType row)
    {
        RowType value = new([.. row.Fields.Select(field => field with { IsKey = false })]);
        return new RowType(
        [
            new RowField("op", new TypeRef(new EnumType(["insert", "update", "delete", "snapshot"]))),
            new RowField("before", new TypeRef(value, true)),
            new RowField("after", new TypeRef(value, true)),
            new RowField("lsn", new TypeRef(IntegerType.Int64)),
            new RowField("committed_at", new TypeRef(InstantType.Instance)),
        ]);
    }
}
