using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>The columns that identify a written row: those of `key: […]`, else the key of the rows.</summary>
internal static class WriteKey
{
    public static ImmutableArray<string> Bind(WriteSite site)
    {
        if (site.Sink.Find("key") is not TextListOption { Values: var names })
        {
            return site.Query.Row.Key;
        }

        TextSpan span = site.Sink.Options.First(option => option.Name == "key").Span;
        return Columns(site, names, span, mayBeNull: false);
    }

    /// <summary>The names that are columns; the others are reported.</summary>
    public static ImmutableArray<string> Columns(WriteSite site, ImmutableArray<string> names, TextSpan span, bool mayBeNull)
    {
        ImmutableArray<string>.Builder columns = ImmutableArray.CreateBuilder<string>();
        foreach (string name in names)
        {
            if (site.Query.Row.Find(name) is not { } field)
            {
                site.Context.Report(NameDiagnostics.UnknownColumn(span, site.Name, name, [.. site.Query.Row.Fields.Select(f => f.Name)]));
                continue;
            }

            if (field.Type.Nullable && !mayBeNull)
            {
                site.Context.Report(TypeDiagnostics.KeyColumnNullable(span, name));
            }

            if (!Conversions.HasEquality(field.Type.Type))
            {
                site.Context.Report(TypeDiagnostics.NoEquality(span, "key", field.Type.Type.ToString(), null));
            }

            columns.Add(name);
        }

        return columns.ToImmutable();
    }
}
