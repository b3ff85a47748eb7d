using System.Collections.Immutable;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>A class of operators that is being written: methods for chains of row-wise steps, groups and orders.</summary>
internal abstract partial class OperatorCode
{
    protected OperatorCode(string name, StructTypes types, SiteList sites)
    {
        (Name, Types, Sites) = (name, types, sites);
        Members = new CSharpMembers(types);
        Members.Take(name);
    }

    /// <summary>The class, which also begins the names of its types.</summary>
    protected string Name { get; set; }

    protected StructTypes Types { get; }

    protected CSharpMembers Members { get; }

    protected SiteList Sites { get; set; }

    /// <summary>The members that are written so far.</summary>
    protected CodeWriter Methods { get; } = new();

    // Directives stay at the margin.
    protected static void Append(CodeWriter code, string text)
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

    protected string RowName(string verb, RowType row) => Types.Declare($"{Name}{Names.Pascal(verb)}Row", row);

    protected CSharpMethod Method() => new(Members, new CodeWriter());

    protected void Write(string summary, string signature, string statements)
    {
        Methods.Line();
        Methods.Line($"/// <summary>{summary}</summary>");
        Methods.Line(signature);
        using (Methods.Block())
        {
            Append(Methods, statements.TrimEnd('\n'));
        }
    }

    /// <summary>A method that compares two rows by keys; nulls are last.</summary>
    protected string Order(string verb, Rows rows, ImmutableArray<BoundSortKey> keys, string access = "private")
    {
        string name = Members.Take(Names.Pascal(verb) + "Order");
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
            "The order of rows; null is last both ways.", $"{access} int {name}({rows.RowName} a, {rows.RowName} b)",
            method.Code.ToString());
        return name;
    }

    protected string OrderText(CSharpValue a, CSharpValue b, bool descending)
    {
        string order = Semantics.Functions.CSharpOrder.Of(a.Type, Types.Name);
        bool isText = Semantics.Functions.CSharpTypes.IsReference(a.Type);
        string nulls = (descending ? "Descending" : "Compare") + (isText ? "Text" : $"<{Types.Name(a.Type)}, {order}>");
        return a.IsNullable ? $"NullsLast.{nulls}({a.Text}, {b.Text})"
            : descending ? $"{order}.Compare({b.Text}, {a.Text})"
            : $"{order}.Compare({a.Text}, {b.Text})";
    }

    /// <summary>A record struct of key values, and the expression that makes one of a row's; -0 becomes 0.</summary>
    protected (string Type, string Made, CSharpValue[] Parts) Key(
        string verb, IEnumerable<(string Name, BoundExpression Value)> keys, CSharpExpressionEmitter emitter)
    {
        CSharpValue[] parts = [.. keys.Select(k => emitter.Emit(k.Value)).Select(
            v => v.Type is FloatType ? v with { Text = $"({v.Text} + 0)" } : v)];
        RowType row = new([.. keys.Zip(parts, (k, v) => new RowField(k.Name, new TypeRef(v.Type, v.IsNullable)))]);
        string type = Types.Declare($"{Name}{Names.Pascal(verb)}Key", row);
        return (type, $"new {type}({string.Join(", ", parts.Select(p => p.Text))})", parts);
    }
    protected void SegmentMethod(string name, Rows input, string rowName, RowType row, IEnumerable<LogicalNode> steps, bool flagged)
    {
        CSharpMethod method = Method();
        foreach (string taken in (ReadOnlySpan<string>)["row", "exits", "result"])
        {
            method.Take(taken);
        }

        RowSteps chain = new(method, input, flagged ? Sites.Add : null);
        string outer = Sites.Context;
        foreach (LogicalNode step in steps)
        {
            Sites.Context = step is NamedNode ? outer : Context(steps, step) ?? outer;
            chain.Write(step);
        }

        Sites.Context = outer;
        bool leaves = steps.Any(s => s is FilterNode || s.HasSites);
        method.Code.Line($"result = new {rowName}({string.Join(", ", row.Fields.Select(chain.Value))});");
        method.Code.Line("return 0;");
        Write(
            "0 where the row stays, else the number of the site at which it leaves.",
            $"public int {name}(in {input.RowName} row, RowExits exits, out {rowName} result)",
            leaves ? "result = default;\n" + method.Code : $"{method.Code}");
    }

    // A step belongs to the transform whose name stands above it.
    protected static string? Context(IEnumerable<LogicalNode> steps, LogicalNode step) =>
        steps.SkipWhile(s => !ReferenceEquals(s, step)).OfType<NamedNode>().FirstOrDefault()?.Name;
}
