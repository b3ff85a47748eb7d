using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>One query as a class: `Run` calls a method for each group of steps.</summary>
internal sealed partial class QueryOperator : OperatorCode
{
    private readonly BatchOperation _operation;
    private readonly Dictionary<string, Rows> _relations;
    private readonly CSharpMethod _run;
    private readonly List<OperatorInput> _inputs = [];

    /// <param name="operation">A stage or a write.</param>
    /// <param name="relations">The rows of relations so far; a stage adds its own.</param>
    /// <param name="types">The file's types.</param>
    public QueryOperator(BatchOperation operation, Dictionary<string, Rows> relations, StructTypes types)
        : base(
            types.Take(Names.Pascal(operation.Relation)), types,
            new SiteList(operation is StageRelation { Name: var name } ? name : operation.Relation))
    {
        _operation = operation;
        _relations = relations;
        _run = new CSharpMethod(Members, new CodeWriter());
        _run.Take("exits");
        Members.Take("Run");
    }

    public (EmittedOperator Operator, string Code) Emit()
    {
        (LogicalNode query, bool flagged, ImmutableArray<BoundSortKey> order) = _operation switch
        {
            StageRelation stage => (stage.Query, Segments.HasPendingSites(stage.Query), []),
            WriteRelation write => (
                write.Query, Segments.Chain(write.Query).Any(n => n.HasSites || n is FilterNode), write.Write.OrderBy),
            _ => throw new UnreachableException(_operation.GetType().Name),
        };
        Rows result = Ordered(Emit(query, flagged), order);
        if (_operation is StageRelation)
        {
            _relations[_operation.Relation] = result with { Local = Names.Camel(_operation.Relation) };
        }

        return (
            new EmittedOperator(_operation, Name, Members.UsesNow, [.. _inputs], result.Row, Sites.All), Class(result));
    }

    private string Class(Rows result)
    {
        CodeWriter code = new();
        code.Line($"/// <summary>`{_operation.Relation}` of {_operation.Span}.</summary>");
        code.Line($"internal sealed class {Name}{(Members.UsesNow ? "(DateTime now)" : "")}");
        using (code.Block())
        {
            Members.WriteFields(code);
            IEnumerable<string> parameters =
                _inputs.Select(i => $"List<{i.RowName}> {_relations[i.Relation].Local}").Append("RowExits exits");
            code.Line("/// <summary>The rows that stay; the others are in <paramref name=\"exits\"/>.</summary>");
            code.Line($"public List<{result.RowName}> Run({string.Join(", ", parameters)})");
            using (code.Block())
            {
                Append(code, _run.Code.ToString().TrimEnd('\n'));
                code.Line($"return {result.Local};");
            }

            Append(code, Methods.ToString().TrimEnd('\n'));
        }

        return code.ToString();
    }

    private Rows Emit(LogicalNode node, bool flagged) => node switch
    {
        ScanNode scan => Input(scan.Relation),
        StagedNode staged => Input(staged.Relation),
        NamedNode { Input: ScanNode or StagedNode } named => Emit(named.Input, flagged),
        { IsRowWise: true } => Segment(node, flagged),
        ProjectNode project => Segment(Analytic(project), flagged),
        AnalyticNode analytic => Windows(analytic),
        ValuesNode values => Values(values),
        AggregateNode aggregate => Aggregate(aggregate),
        DedupeNode dedupe => Dedupe(dedupe),
        TakeNode take => Take(take),
        JoinNode join => Join(join),
        SetOperationNode operation => SetOperation(operation),
        UnnestNode unnest => Unnest(unnest),
        _ => throw new UnreachableException(node.GetType().Name),
    };

    private Rows Input(string relation)
    {
        Rows rows = _relations[relation];
        if (_inputs.All(i => i.Relation != relation))
        {
            _inputs.Add(new OperatorInput(relation, rows.RowName, rows.Row));
        }

        return rows;
    }

    /// <summary>A list that `Run` fills by a call.</summary>
    private Rows Called(string verb, string rowName, RowType row, string arguments, out string method)
    {
        method = Members.Take(Names.Pascal(verb));
        string local = _run.Take(verb + "_rows");
        _run.Code.Line($"List<{rowName}> {local} = {method}({arguments});");
        return new Rows(local, rowName, row);
    }

    private Rows Ordered(Rows rows, ImmutableArray<BoundSortKey> order)
    {
        if (!order.IsEmpty)
        {
            _run.Code.Line($"{rows.Local}.Sort({Order("write", rows, order)});");
        }

        return rows;
    }
}
