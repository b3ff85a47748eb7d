using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>Queries and what they read.</summary>
internal sealed partial class SyntaxBuilder
{
    private QuerySyntax Query(FlowParser.QueryContext c) =>
        new(Relation(c.relation()), OptionalName(c.alias), [.. c.step().Select(Step)], Span(c));

    private RelationSyntax Relation(FlowParser.RelationContext context) => context switch
    {
        FlowParser.NamedRelationContext c =>
            new NamedRelationSyntax(Name(c.name()), c.arguments() is { } arguments ? Arguments(arguments) : null, Span(c)),
        FlowParser.EndpointRelationContext c => EndpointRelation(c),
        FlowParser.QueryRelationContext c => new QueryRelationSyntax(Query(c.query()), Span(c)),
        FlowParser.SqlRelationContext c => new SqlRelationSyntax(
            Name(c.engine),
            [.. c.sqlInput().Select(i => new SqlInputSyntax(Name(i.name()), OptionalType(i.type()), Relation(i.relation()), Span(i)))],
            Type(c.type()),
            PlainText(c.body),
            Span(c)),
        _ => throw new UnreachableException(),
    };

    private EndpointRelationSyntax EndpointRelation(FlowParser.EndpointRelationContext c)
    {
        NameSyntax first = Name(c.name());
        ExpressionSyntax endpoint = new NameExpressionSyntax(first, first.Span);
        FlowParser.AnyNameContext[] members = c.anyName();
        foreach (FlowParser.AnyNameContext member in members[..^1])
        {
            endpoint = new MemberExpressionSyntax(endpoint, Name(member), Span(c.Start, member.Stop));
        }

        NameSyntax last = Name(members[^1]);
        endpoint = c.arguments() is { } arguments
            ? Call(endpoint, last, arguments, c.Start)
            : new MemberExpressionSyntax(endpoint, last, Span(c.Start, members[^1].Stop));
        return new EndpointRelationSyntax(endpoint, Properties(c.block()), Span(c));
    }

    private ImmutableArray<AssignmentSyntax> Items(FlowParser.ItemsContext? c) => c is null
        ? []
        : [.. c.item().Select(i => new AssignmentSyntax(OptionalName(i.anyName()), Expression(i.expression()), Span(i)))];

    private ImmutableArray<AssignmentSyntax> NamedItems(FlowParser.ItemsContext? c, string step)
    {
        ImmutableArray<AssignmentSyntax> items = Items(c);
        foreach (AssignmentSyntax item in items.Where(item => item.Name is null))
        {
            diagnostics.Add(Diagnostics.Catalogue.SyntaxDiagnostics.ColumnNeedsName(item.Span, step));
        }

        return items;
    }

    private ImmutableArray<ExpressionSyntax> Expressions(FlowParser.ExpressionsContext? c) =>
        c is null ? [] : [.. c.expression().Select(Expression)];

    private ImmutableArray<ExpressionSyntax> Columns(FlowParser.ColumnsContext c) => [.. c.columnPath().Select(ColumnPath)];

    private ExpressionSyntax ColumnPath(FlowParser.ColumnPathContext c)
    {
        FlowParser.AnyNameContext[] names = c.anyName();
        NameSyntax first = Name(names[0]);
        ExpressionSyntax path = new NameExpressionSyntax(first, first.Span);
        foreach (FlowParser.AnyNameContext name in names[1..])
        {
            path = new MemberExpressionSyntax(path, Name(name), Span(c.Start, name.Stop));
        }

        return path;
    }

    private ImmutableArray<SortKeySyntax> SortKeys(FlowParser.SortKeysContext? c) => c is null
        ? []
        : [.. c.sortKey().Select(k => new SortKeySyntax(Expression(k.expression()), k.direction?.Type == FlowLexer.DESC, Span(k)))];
}
