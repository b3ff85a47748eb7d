using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Gives each column of a generated source its generator: an option of the column's name behind `rows` and `seed`.</summary>
internal static class GeneratedSource
{
    public static BoundEndpoint Complete(BoundEndpoint endpoint, RowType row, BindingContext context)
    {
        if (endpoint.Find("columns") is not GeneratedColumnsOption { Columns: var columns })
        {
            return endpoint;
        }

        ExpressionContext constants = new(context, RowScope.Empty);
        ImmutableArray<BoundOption>.Builder options = ImmutableArray.CreateBuilder<BoundOption>();
        options.AddRange(endpoint.Options.Where(option => option.Name != "columns"));
        Dictionary<string, GeneratedColumn> given = columns.ToDictionary(column => column.Name);
        foreach (RowField field in row.Fields)
        {
            if (field.Name is "rows" or "seed" or "key")
            {
                context.Report(EngineDiagnostics.NotAvailableYet(endpoint.Span, $"a generated column called `{field.Name}`",
                    "rename it in a query"));
            }

            if (given.Remove(field.Name, out GeneratedColumn? column))
            {
                if (GeneratorBinder.Type(column.Generator, field.Type, column.Span, constants) is { } typed)
                {
                    options.Add(new BoundOption(field.Name, typed, column.Span));
                }
            }
            else if (field.Type.Nullable)
            {
                BoundLiteral none = new(null, field.Type, endpoint.Span);
                GeneratorOption nulls = new("nulls", [Fraction(endpoint), new GeneratorOption("constant", [new LiteralOption(none)])]);
                options.Add(new BoundOption(field.Name, nulls, endpoint.Span));
            }
            else
            {
                context.Report(NameDiagnostics.OptionMissing(endpoint.Span, "`columns`", field.Name, $"how this `{field.Type}` is made"));
            }
        }

        foreach (GeneratedColumn unknown in given.Values)
        {
            context.Report(NameDiagnostics.UnknownColumn(unknown.Span, "this source", unknown.Name, [.. row.Fields.Select(f => f.Name)]));
        }

        return endpoint with { Options = options.ToImmutable() };
    }

    private static LiteralOption Fraction(BoundEndpoint endpoint) =>
        new(new BoundLiteral(1.0, new TypeRef(FloatType.Float64), endpoint.Span));
}
