using System.Collections.Immutable;
using System.Diagnostics;
using Antlr4.Runtime;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>Declarations.</summary>
internal sealed partial class SyntaxBuilder
{
    public DeclarationSyntax Build(FlowParser.DeclarationContext context) => context.GetChild(0) switch
    {
        FlowParser.ImportDeclarationContext c => Import(c),
        FlowParser.ParamDeclarationContext c => Param(c),
        FlowParser.SecretDeclarationContext c => new SecretSyntax(Name(c.name()), Expression(c.expression()), Span(c)),
        FlowParser.TypeDeclarationContext c => new TypeDeclarationSyntax(Name(c.name()), Type(c.type()), Span(c)),
        FlowParser.ConnectionDeclarationContext c =>
            new ConnectionSyntax(Name(c.name(0)), Name(c.connector), Properties(c.block()), Span(c)),
        FlowParser.SourceDeclarationContext c =>
            new SourceSyntax(Name(c.name()), OptionalType(c.type()), Expression(c.endpoint), Properties(c.block()), Span(c)),
        FlowParser.StreamDeclarationContext c =>
            new StreamSyntax(Name(c.name()), OptionalType(c.type()), Expression(c.endpoint), Properties(c.block()), Span(c)),
        FlowParser.SinkDeclarationContext c =>
            new SinkSyntax(Name(c.name()), OptionalType(c.type()), Expression(c.endpoint), Properties(c.block()), Span(c)),
        FlowParser.TransformDeclarationContext c =>
            new TransformSyntax(Name(c.name()), Parameters(c.parameters()), OptionalType(c.type()), Query(c.query()), Span(c)),
        FlowParser.ExpectDeclarationContext c =>
            new ExpectSyntax(Name(c.relationName), [.. c.expectation().Select(Expectation)], Span(c)),
        FlowParser.PipelineDeclarationContext c => Pipeline(c),
        FlowParser.TestDeclarationContext c => Test(c),
        FlowParser.EnvironmentDeclarationContext c => new EnvironmentSyntax(Name(c.name()), Properties(c.block()), Span(c)),
        FlowParser.DeployDeclarationContext c => new DeploySyntax(Name(c.environment), Name(c.platform), Properties(c.block()), Span(c)),
        FlowParser.FunctionDeclarationContext c => Function(c),
        FlowParser.WorkspaceDeclarationContext c => new WorkspaceSyntax(OptionalName(c.name()), Properties(c.block()), Span(c)),
        _ => throw new UnreachableException(),
    };

    private ImportSyntax Import(FlowParser.ImportDeclarationContext c) => new(
        [.. c.importedName().Select(n => new ImportedNameSyntax(Name(n.original), OptionalName(n.alias), Span(n)))],
        PlainText(c.path),
        Span(c));

    private ParamSyntax Param(FlowParser.ParamDeclarationContext c) => new(
        Name(c.name()),
        Type(c.type()),
        c.allowed is null ? [] : List(c.allowed).Items,
        OptionalExpression(c.defaultValue),
        Span(c));

    private FunctionSyntax Function(FlowParser.FunctionDeclarationContext c) => new(
        Name(c.name(0)),
        Parameters(c.parameters()),
        Type(c.type()),
        Name(c.language),
        PlainText(c.body),
        [.. c.modifier().Select(m => Name(m.name()))],
        Span(c));

    private ImmutableArray<ParameterSyntax> Parameters(FlowParser.ParametersContext? c) => c is null
        ? []
        : [.. c.parameter().Select(Parameter)];

    private ParameterSyntax Parameter(FlowParser.ParameterContext p) =>
        new(Name(p.anyName()), Type(p.type()), OptionalExpression(p.defaultValue), Span(p));

    private ExpectationSyntax Expectation(FlowParser.ExpectationContext context) => context switch
    {
        FlowParser.RowExpectationContext c =>
            new RowExpectationSyntax(PlainText(c.label), Expression(c.condition), OptionalName(c.severity), Span(c)),
        FlowParser.CallExpectationContext c =>
            new CallExpectationSyntax(Call(null, Name(c.function), c.arguments(), c.Start), OptionalName(c.severity), Span(c)),
        _ => throw new UnreachableException(),
    };

    private PipelineSyntax Pipeline(FlowParser.PipelineDeclarationContext c)
    {
        FlowParser.PipelineItemContext[] items = c.pipelineItem();
        ImmutableArray<PropertySyntax> properties =
        [
            .. items.OfType<FlowParser.PropertyItemContext>().Select(p => Property(p, p.name().Start, p.propertyValue(), p.block())),
        ];
        CheckNamesOnce(properties);
        return new PipelineSyntax(
            Name(c.name(0)),
            OptionalName(c.engine),
            [.. items.OfType<FlowParser.WriteItemContext>().Select(Write)],
            properties,
            Span(c));
    }

    private WriteSyntax Write(FlowParser.WriteItemContext c) => new(
        Relation(c.relation()),
        SortKeys(c.sortKeys()),
        Expression(c.target),
        Properties(c.block()),
        Span(c));

    private TestSyntax Test(FlowParser.TestDeclarationContext c) => new(
        PlainText(c.label),
        Name(c.target),
        c.arguments() is { } arguments ? Arguments(arguments) : [],
        [.. c.testItem().Select(TestItem)],
        Span(c));

    private TestItemSyntax TestItem(FlowParser.TestItemContext context) => context switch
    {
        FlowParser.GivenItemContext c => new GivenSyntax(Name(c.relationName), List(c.rows), Span(c)),
        FlowParser.ExpectItemContext c => new ExpectRowsSyntax(OptionalName(c.output), List(c.rows), Span(c)),
        FlowParser.AdvanceItemContext c => new AdvanceSyntax(Name(c.clock), Expression(c.instant), Span(c)),
        FlowParser.ParamItemContext c => new TestParamSyntax(Name(c.parameterName), Expression(c.expression()), Span(c)),
        _ => throw new UnreachableException(),
    };
}
