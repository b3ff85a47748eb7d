using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>The binder: each declared name with its type, and under each step the row type that comes out of it.</summary>
internal sealed class SymbolsStage : BaselineStage
{
    public override IEnumerable<(string File, string Text)> Print(BaselineCase program) =>
        [("symbols.txt", AnnotatedSource.Print(program, tree => Notes(program.Bound).Where(note => IsIn(tree, note.At))))];

    private static bool IsIn(SyntaxTree tree, TextSpan span) => ReferenceEquals(span.Source, tree.Source);

    private static IEnumerable<(TextSpan At, string Note)> Notes(BoundProgram bound)
    {
        IEnumerable<Symbol> symbols =
            [.. bound.Parameters, .. bound.Secrets, .. bound.Types, .. bound.Connections, .. bound.Sources,
            .. bound.Transforms.Select(t => t.Symbol),
             .. bound.Pipelines.Select(pipeline => pipeline.Symbol)];
        return symbols.Select(symbol => (symbol.Span, Describe(symbol)))
            .Concat(bound.Transforms.SelectMany(transform => Steps(transform.Query)))
            .Concat(bound.Pipelines.SelectMany(pipeline => pipeline.Writes).Select(write => (write.Span, Describe(write))))
            .Distinct();
    }

    private static IEnumerable<(TextSpan At, string Note)> Steps(BoundQuery query) =>
        query.Steps.Select(step => (step.Span, $"{step.GetType().Name}: {step.Row}"))
            .Prepend((query.From.Span, $"{nameof(BoundRelation)}: {query.From.Row}"));

    private static string Describe(Symbol symbol) => symbol switch
    {
        ParameterSymbol parameter => $"parameter {parameter.Name}: {parameter.Type}",
        SecretSymbol secret => $"secret {secret.Name} from {secret.Kind}",
        TypeSymbol type => $"type {type.Name} = {type.Type}",
        ConnectionSymbol connection => $"connection {connection.Name}: {connection.Connector.Name}",
        SourceSymbol source => $"source {source.Name}: {source.Row}",
        RelationSymbol relation => $"transform {relation.Name}: {relation.Row}",
        _ => $"{symbol.GetType().Name} {symbol.Name}",
    };

    private static string Describe(BoundWrite write)
    {
        string key = write.Key.IsEmpty ? "" : $" key ({string.Join(", ", write.Key)})";
        return $"write {write.Name} {write.Mode}{key} to {write.Sink.Descriptor.Name}: {write.Query.Row}";
    }
}
