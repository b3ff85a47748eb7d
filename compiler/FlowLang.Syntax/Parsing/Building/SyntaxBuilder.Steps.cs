using System.Diagnostics;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>Steps.</summary>
internal sealed partial class SyntaxBuilder
{
    private StepSyntax Step(FlowParser.StepContext context) => context switch
    {
        FlowParser.WhereStepContext c => new WhereStepSyntax(Expression(c.condition), StepSpan(c)),
        FlowParser.DeriveStepContext c => new DeriveStepSyntax(NamedItems(c.items(), "derive"), StepSpan(c)),
        FlowParser.SetStepContext c => new SetStepSyntax(NamedItems(c.items(), "set"), StepSpan(c)),
        FlowParser.SelectStepContext c => new SelectStepSyntax(Items(c.items()), StepSpan(c)),
        FlowParser.RenameStepContext c => Rename(c),
        FlowParser.DropStepContext c => new DropStepSyntax(Columns(c.columns()), StepSpan(c)),
        FlowParser.JoinStepContext c => Join(c),
        FlowParser.AggregateStepContext c => Aggregate(c),
        FlowParser.DedupeStepContext c => new DedupeStepSyntax(
            Expressions(c.expressions()), c.keep.Type == FlowLexer.LATEST, Expression(c.order), OptionalExpression(c.ttl), StepSpan(c)),
        FlowParser.SortStepContext c =>
            new SortStepSyntax(SortKeys(c.sortKeys()), OptionalExpression(c.count), Expressions(c.expressions()), StepSpan(c)),
        FlowParser.TakeStepContext c => new TakeStepSyntax(Expression(c.count), Expressions(c.expressions()), StepSpan(c)),
        FlowParser.UnionStepContext c => new UnionStepSyntax(Relation(c.relation()), c.DISTINCT() is not null, StepSpan(c)),
        FlowParser.ExceptStepContext c => new ExceptStepSyntax(Relation(c.relation()), StepSpan(c)),
        FlowParser.IntersectStepContext c => new IntersectStepSyntax(Relation(c.relation()), StepSpan(c)),
        FlowParser.UnnestStepContext c => new UnnestStepSyntax(Expression(c.expression()), Name(c.alias), StepSpan(c)),
        _ => ReshapingStep(context),
    };

    private StepSyntax ReshapingStep(FlowParser.StepContext context) => context switch
    {
        FlowParser.PivotStepContext c => new PivotStepSyntax(
            Items(c.aggregates), ColumnPath(c.columnPath()), Items(c.values), Items(c.keys), StepSpan(c)),
        FlowParser.UnpivotStepContext c =>
            new UnpivotStepSyntax(Columns(c.columns()), Name(c.nameColumn), Name(c.valueColumn), StepSpan(c)),
        FlowParser.FillStepContext c => new FillStepSyntax(
            ColumnPath(c.columnPath()),
            Expression(c.every),
            OptionalExpression(c.first),
            OptionalExpression(c.last),
            Items(c.keys),
            NamedItems(c.values, "fill … with"),
            StepSpan(c)),
        FlowParser.WindowStepContext c => new WindowStepSyntax(
            Call(null, Name(c.function), c.arguments(), c.function.Start),
            OptionalExpression(c.late),
            OptionalExpression(c.sink),
            StepSpan(c)),
        FlowParser.CallStepContext c => new CallStepSyntax(Name(c.transform), Arguments(c.arguments()), StepSpan(c)),
        _ => throw new UnreachableException(),
    };

    private RenameStepSyntax Rename(FlowParser.RenameStepContext c) =>
        new([.. c.renaming().Select(r => new AssignmentSyntax(Name(r.anyName()), ColumnPath(r.columnPath()), Span(r)))], StepSpan(c));

    private JoinStepSyntax Join(FlowParser.JoinStepContext c) => new(
        c.kind?.Type switch
        {
            FlowLexer.LEFT => JoinKind.Left,
            FlowLexer.RIGHT => JoinKind.Right,
            FlowLexer.FULL => JoinKind.Full,
            FlowLexer.SEMI => JoinKind.Semi,
            FlowLexer.ANTI => JoinKind.Anti,
            _ => JoinKind.Inner,
        },
        Relation(c.relation()),
        OptionalName(c.alias),
        OptionalExpression(c.asOf),
        OptionalExpression(c.condition),
        OptionalExpression(c.within),
        OptionalExpression(c.sink),
        StepSpan(c));

    private AggregateStepSyntax Aggregate(FlowParser.AggregateStepContext c) => new(
        NamedItems(c.aggregates, "aggregate"),
        Items(c.keys),
        OptionalExpression(c.ttl),
        c.emit is null ? null : Name(c.emit),
        StepSpan(c));
}
