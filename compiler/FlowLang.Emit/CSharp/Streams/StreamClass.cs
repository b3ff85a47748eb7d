using System.Collections.Immutable;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Emit.Text;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>The lane or the round of a pipeline as it is being written: methods of all routes in one class.</summary>
/// <param name="className">The class.</param>
/// <param name="types">Of the file.</param>
internal sealed class StreamClass(string className, StructTypes types) : OperatorCode(className, types, new SiteList(className))
{
    public string ClassName { get; } = className;

    public CodeWriter Fields { get; } = new();

    /// <summary>What its constructor takes of the run.</summary>
    public IEnumerable<string> Given => Members.Given;

    /// <summary>The same as values where <c>run</c> is the run.</summary>
    public IEnumerable<string> Values =>
        (Members.UsesNow ? new[] { "run.StartedAt.UtcDateTime" } : []).Concat(Members.Parameters.Select(StreamParameters.Value));

    /// <summary>What is written now is of this route.</summary>
    public void Enter(string route, SiteList sites) => (Name, Sites) = (route, sites);

    public string Take(string name) => Members.Take(Names.Pascal(name));

    public string TakeField(string name) => "_" + Names.Camel(Members.Take("_" + Names.Camel(name)));

    /// <summary>A method that is passed a row and where it came from.</summary>
    public void RowMethod(string name, string rowName, string summary, string statements) =>
        Write(summary, $"private void {name}(in {rowName} row, in StreamOrigin from)", statements);

    public void Method(string summary, string signature, string statements) => Write(summary, signature, statements);

    /// <summary>A chain of row-wise steps as a method of one row.</summary>
    public string Step(Rows input, string rowName, RowType row, IEnumerable<LogicalNode> steps)
    {
        string method = Members.Take("Step");
        SegmentMethod(method, input, rowName, row, steps, flagged: true);
        Methods.Margin("#line default");
        return method;
    }

    /// <summary>Statements over `row`, and an expression.</summary>
    public (string Statements, CSharpValue Value) Value(Rows input, BoundExpression expression)
    {
        CSharpMethod method = Method();
        foreach (string taken in (ReadOnlySpan<string>)["row", "from", "time", "at", "start", "end", "windowed"])
        {
            method.Take(taken);
        }

        CSharpValue value = new CSharpExpressionEmitter(method, input.Columns("row"), null).Emit(expression);
        return (method.Code.ToString(), value);
    }

    /// <summary>The key's struct, the statements and the expression that makes one of `row`.</summary>
    public (string Type, RowType Row, string Statements, string Made) GroupKey(
        string verb, IEnumerable<(string Name, BoundExpression Value)> by, Rows input)
    {
        CSharpMethod method = Method();
        method.Take("row");
        method.Take("from");
        (string type, string made, CSharpValue[] parts) =
            Key(verb, by, new CSharpExpressionEmitter(method, input.Columns("row"), null));
        RowType row = new([.. by.Zip(parts, (k, v) => new RowField(k.Name, new TypeRef(v.Type, v.IsNullable)))]);
        return (type, row, method.Code.ToString(), made);
    }

    /// <summary>The statements and the expression that make a join's key of a row; -0 becomes 0.</summary>
    /// <param name="type">The key's record struct.</param>
    public (string Statements, string Made) JoinKey(string type, Rows input, IEnumerable<BoundExpression> parts, string row = "row")
    {
        CSharpMethod method = Method();
        foreach (string taken in (ReadOnlySpan<string>)["row", "from", "before", "after", "old", "key", "gone"])
        {
            method.Take(taken);
        }

        CSharpExpressionEmitter emitter = new(method, input.Columns(row), null);
        string[] values =
            [.. parts.Select(emitter.Emit).Select(v => v.Type is FloatType ? $"({v.Text} + 0)" : v.Text)];
        return (method.Code.ToString(), $"new {type}({string.Join(", ", values)})");
    }

    /// <summary>The statements and the expression that say whether the rows `left` and `right` are a pair.</summary>
    public (string Statements, string Holds) Pair(JoinNode node, Rows left, Rows right)
    {
        CSharpMethod method = Method();
        foreach (string taken in (ReadOnlySpan<string>)["left", "right", "time"])
        {
            method.Take(taken);
        }

        string holds = new CSharpExpressionEmitter(
            method, (name, side) => side == node.RightQualifier ? right.Column("right", name) : left.Column("left", name), null)
            .Test(node.Condition);
        return (method.Code.ToString(), holds);
    }

    public (RowType Row, Accumulator[] Accumulators) GroupShape(AggregateNode node) => Shape(node);

    /// <summary>The struct of a group's accumulators.</summary>
    public static GroupStruct GroupStruct(CodeWriter code, string state, AggregateNode node, Rows input, Accumulator[] accumulators)
    {
        State(code, "internal", state, node, input, accumulators);
        bool keepsRows = node.Aggregates.Any(a => !a.Call.Sort.IsEmpty);
        return new GroupStruct(
            state,
            [
                .. accumulators.Select((a, i) => (Accumulator: a, At: i)).Where(a => node.Aggregates[a.At].Call.Sort.IsEmpty)
                    .Select(a => new GroupMember(Place(a.At, node), a.Accumulator.Type, a.Accumulator.Held)),
            ],
            keepsRows ? new GroupRows(input.RowName, input.Row) : null);
    }

    /// <summary>Writes how a row is added to a group, and gives the method's name.</summary>
    public string GroupAdd(string name, string state, AggregateNode node, Rows input, Accumulator[] accumulators)
    {
        string taken = Members.Take(name);
        Adding(taken, state, node, input, accumulators);
        return taken + "Add";
    }

    /// <summary>Writes what a group gives, and gives the method's name.</summary>
    public string GroupResult(
        string name, string state, string keyType, AggregateNode node, Rows input, Accumulator[] accumulators, string rowName, RowType row)
    {
        string taken = Members.Take(name);
        Resulting(taken, state, keyType, node, input, accumulators, rowName, row);
        return taken + "Result";
    }

    /// <summary>Writes how two rows are ordered, for others to call, and gives the method's name.</summary>
    public string RowOrder(string verb, Rows rows, ImmutableArray<BoundSortKey> keys) => Order(verb, rows, keys, "public static");

    /// <summary>The class.</summary>
    /// <param name="head">Between the name and the brace: parameters and base.</param>
    public void Write(CodeWriter code, string summary, string head, Action<CodeWriter> body)
    {
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Line($"internal sealed class {ClassName}{head}");
        using (code.Block())
        {
            Members.WriteFields(code);
            Append(code, Fields.ToString().TrimEnd('\n'));
            code.Line();
            body(code);
            Append(code, Methods.ToString().TrimEnd('\n'));
        }
    }
}
