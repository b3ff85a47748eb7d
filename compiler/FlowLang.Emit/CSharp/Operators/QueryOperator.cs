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
internal sealed partial class QueryOperator
{
    private readonly BatchOperation _operation;
    private readonly Dictionary<string, Rows> _relations;
    private readonly StructTypes _types;
    private readonly CSharpMembers _members;
    private readonly CSharpMethod _run;
    private readonly CodeWriter _methods = new();
    private readonly List<OperatorInput> _inputs = [];
    private readonly List<FailureSite> _sites = [];
    private readonly string _name;
    private string _context;

    /// <param name="operation">A stage or a write.</param>
    /// <param name="relations">The rows of relations so far; a stage adds its own.</param>
    /// <param name="types">The file's types.</param>
    public QueryOperator(BatchOperation operation, Dictionary<string, Rows> relations, StructTypes types)
    {
        _operation = operation;
        _relations = relations;
        _types = types;
        _members = new CSharpMembers(types);
        _run = new CSharpMethod(_members, new CodeWriter());
        _run.Take("exits");
        _context = operation is StageRelation { Name: var name } ? name : operation.Relation;
        _name = types.Take(Names.Pascal(operation.Relation));
        _members.Take("Run");
        _members.Take(_name);
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
            new EmittedOperator(_operation, _name, _members.UsesNow, [.. _inputs], result.Row, [.. _sites]), Class(result));
    }

    private string Class(Rows result)
    {
        CodeWriter code = new();
        code.Line($"/// <summary>`{_operation.Relation}` of {_operation.Span}.</summary>");
        code.Line($"internal sealed class {_name}{(_members.UsesNow ? "(DateTime now)" : "")}");
        using (code.Block())
        {
            _members.WriteFields(code);
            IEnumerable<string> parameters =
                _inputs.Select(i => $"List<{i.RowName}> {_relations[i.Relation].Local}").Append("RowExits exits");
            code.Line("/// <summary>The rows that stay; the others are in <paramref name=\"exits\"/>.</summary>");
            code.Line($"public List<{result.RowName}> Run({string.Join(", ", parameters)})");
            using (code.Block())
            {
                Append(code, _run.Code.ToString().TrimEnd('\n'));
                code.Line($"return {result.Local};");
            }

            Append(code, _methods.ToString().TrimEnd('\n'));
        }

        return code.ToString();
    }

    // Directives stay at the margin.
    private static void Append(CodeWriter code, string text)
    {
        foreach (string line in text.Length == 0 ? [] : text.Split('\n'))
        {
            if (line.StartsWith('#'))
            {
                code.Margin(line);
            }
            else
            {
                code.Line(line);
            }
        }
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
        method = _members.Take(Names.Pascal(verb));
        string local = _run.Take(verb + "_rows");
        _run.Code.Line($"List<{rowName}> {local} = {method}({arguments});");
        return new Rows(local, rowName, row);
    }

    private string RowName(string verb, RowType row) => _types.Declare($"{_name}{Names.Pascal(verb)}Row", row);

    private CSharpMethod Method() => new(_members, new CodeWriter());

    private void Write(string summary, string signature, string statements)
    {
        _methods.Line();
        _methods.Line($"/// <summary>{summary}</summary>");
        _methods.Line(signature);
        using (_methods.Block())
        {
            Append(_methods, statements.TrimEnd('\n'));
        }
    }

    private FailureSite Site(FailureAction action, string reason, LogicalNode node, TextSpan span)
    {
        FailureSite site = new(_sites.Count + 1, action, $"{_context}: {node.Verb}", reason, span);
        _sites.Add(site);
        return site;
    }

    private Rows Ordered(Rows rows, ImmutableArray<BoundSortKey> order)
    {
        if (!order.IsEmpty)
        {
            _run.Code.Line($"{rows.Local}.Sort({Order("write", rows, order)});");
        }

        return rows;
    }

    /// <summary>A method that compares two rows by keys; nulls are last.</summary>
    private string Order(string verb, Rows rows, ImmutableArray<BoundSortKey> keys)
    {
        string name = _members.Take(Names.Pascal(verb) + "Order");
        CSharpMethod method = Method();
        method.Take("a");
        method.Take("b");
        for (int i = 0; i < keys.Length; i++)
        {
            BoundSortKey key = keys[i];
            CSharpValue left = new CSharpExpressionEmitter(method, rows.Columns("a"), null).Emit(key.Value);
            CSharpValue right = new CSharpExpressionEmitter(method, rows.Columns("b"), null).Emit(key.Value);
            string text = OrderText(left, right, key.Descending);
            if (i == keys.Length - 1)
            {
                method.Code.Line($"return {text};");
                continue;
            }

            string local = method.Take("order");
            method.Code.Line($"int {local} = {text};");
            method.Code.Line($"if ({local} != 0)");
            using (method.Code.Block())
            {
                method.Code.Line($"return {local};");
            }
        }

        if (keys.IsEmpty)
        {
            method.Code.Line("return 0;");
        }

        Write(
            "The order of rows; null is last both ways.", $"private int {name}({rows.RowName} a, {rows.RowName} b)",
            method.Code.ToString());
        return name;
    }

    private string OrderText(CSharpValue a, CSharpValue b, bool descending)
    {
        string order = Semantics.Functions.CSharpOrder.Of(a.Type, _types.Name);
        bool isText = Semantics.Functions.CSharpTypes.IsReference(a.Type);
        string nulls = (descending ? "Descending" : "Compare") + (isText ? "Text" : $"<{_types.Name(a.Type)}, {order}>");
        return a.IsNullable ? $"NullsLast.{nulls}({a.Text}, {b.Text})"
            : descending ? $"{order}.Compare({b.Text}, {a.Text})"
            : $"{order}.Compare({a.Text}, {b.Text})";
    }

    /// <summary>A record struct of key values, and the expression that makes one of a row's; -0 becomes 0.</summary>
    private (string Type, string Made, CSharpValue[] Parts) Key(
        string verb, IEnumerable<(string Name, BoundExpression Value)> keys, CSharpExpressionEmitter emitter)
    {
        CSharpValue[] parts = [.. keys.Select(k => emitter.Emit(k.Value)).Select(
            v => v.Type is FloatType ? v with { Text = $"({v.Text} + 0)" } : v)];
        RowType row = new([.. keys.Zip(parts, (k, v) => new RowField(k.Name, new TypeRef(v.Type, v.IsNullable)))]);
        string type = _types.Declare($"{_name}{Names.Pascal(verb)}Key", row);
        return (type, $"new {type}({string.Join(", ", parts.Select(p => p.Text))})", parts);
    }
}
