using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Queries;

/// <summary>Where rows come from: a name, a call of a transform, a query in parentheses.</summary>
internal static class RelationBinder
{
    /// <summary>After a mistake the scope is unknown, so that nothing about its columns is reported.</summary>
    public static (BoundRelation Relation, RowScope Scope) Bind(RelationSyntax syntax, NameSyntax? alias, BindingContext context)
    {
        BoundRelation? relation = syntax switch
        {
            NamedRelationSyntax named => BindNamed(named, alias, context),
            QueryRelationSyntax inline => BindInline(inline, alias, context),
            EndpointRelationSyntax endpoint =>
                Unavailable(endpoint.Span, "reading a place without a `source`", "declare it: `source x from …`", context),
            SqlRelationSyntax sql => SqlBinder.Bind(sql, alias, context),
            _ => null,
        };
        return relation is null
            ? (new BoundRelation(null, null, alias?.Text, RowType.Empty, syntax.Span), RowScope.Unknown)
            : (relation, RowScope.Of(relation.Row, relation.Qualifier, HiddenOf(relation)));
    }

    /// <summary>The relation without the columns that are there for those who name them only.</summary>
    public static BoundRelation Visible(BoundRelation relation)
    {
        ImmutableArray<string> hidden = HiddenOf(relation);
        if (hidden.IsEmpty)
        {
            return relation;
        }

        RowType row = new([.. relation.Row.Fields.Where(field => !hidden.Contains(field.Name))]);
        BoundQuery query = new(relation, [new BoundDrop(hidden, row, relation.Span)], row, relation.Span);
        return new BoundRelation(null, query, relation.Qualifier, row, relation.Span);
    }

    private static ImmutableArray<string> HiddenOf(BoundRelation relation) => (relation.Relation as SourceSymbol)?.Hidden ?? [];

    private static BoundRelation? BindNamed(NamedRelationSyntax syntax, NameSyntax? alias, BindingContext context)
    {
        if (context.Locals.TryGetValue(syntax.Name.Text, out LocalName? local))
        {
            if (local.Relation is { } rows)
            {
                return rows with { Alias = alias?.Text ?? syntax.Name.Text, Span = syntax.Span };
            }

            context.Report(NameDiagnostics.UnknownRelation(syntax.Name.Span, syntax.Name.Text, context.NamesOf("relation")));
            return null;
        }

        RelationSymbol? symbol = context.Resolve<RelationSymbol>(
            syntax.Name, "relation", (name, names) => NameDiagnostics.UnknownRelation(name.Span, name.Text, names));
        if (symbol is TransformSymbol { Parameters.IsEmpty: false } || (symbol is not null && syntax.Arguments is not null))
        {
            return TransformCallBinder.Bind(symbol, syntax, alias, context);
        }

        return symbol is null ? null : new BoundRelation(symbol, null, alias?.Text, symbol.Row, syntax.Span);
    }

    private static BoundRelation? BindInline(QueryRelationSyntax syntax, NameSyntax? alias, BindingContext context)
    {
        QueryState state = QueryBinder.Bind(syntax.Query, context);
        return state.Scope.IsUnknown ? null
            : new BoundRelation(null, state.ToQuery(syntax.Span), alias?.Text, state.Scope.Row, syntax.Span);
    }

    private static BoundRelation? Unavailable(TextSpan at, string what, string? help, BindingContext context)
    {
        context.Report(EngineDiagnostics.NotAvailableYet(at, what, help));
        return null;
    }
}
