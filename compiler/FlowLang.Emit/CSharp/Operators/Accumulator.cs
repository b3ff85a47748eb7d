using System.Collections.Immutable;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>One aggregate of a group: its struct, how a value is added and what it gives.</summary>
internal sealed class Accumulator(
    AggregateFunction function, ImmutableArray<BoundExpression> arguments, TypeRef result, CSharpMembers members)
{
    private readonly CSharpAccumulator _form =
        function.CSharp ?? throw new System.Diagnostics.UnreachableException($"{function.Name} has no C# form");

    private readonly CSharpCall _call = new(
        [.. arguments.Select(a => a is BoundLiteral literal ? CSharpLiterals.Write(literal, members) : "")],
        [.. arguments.Select(a => a.Type)], [.. arguments.Select(a => (a as BoundLiteral)?.Value)], result, members.Type, members.Field);

    public string Type => _form.Type(_call);

    /// <summary>The type of the values that it keeps as they are; null where it keeps numbers.</summary>
    public FlowType? Held => Type.EndsWith('>') ? arguments[0].Type.Type : null;

    public bool CanFail => _form.Try(_call) is not null;

    /// <summary>Adds the arguments' values where none is null and the condition holds.</summary>
    /// <param name="place">The struct.</param>
    /// <param name="values">The arguments, in order.</param>
    public void Add(CSharpMethod method, string place, CSharpValue[] values)
    {
        List<string> tests = [];
        List<string> added = [];
        if (_form.Condition is { } at)
        {
            tests.Add(values[at].IsNullable ? $"{values[at].Text} == true" : values[at].Text);
        }

        for (int i = 0; i < values.Length; i++)
        {
            bool isValue = i < _form.Values;
            bool isCounted = _form.Values == 0 && _form.Condition is null;
            if (isCounted && values[i].IsNullable)
            {
                tests.Add($"{values[i].Text} is not null");
            }
            else if (isValue && values[i].IsNullable)
            {
                string name = method.Take("value");
                tests.Add($"{values[i].Text} is {{ }} {name}");
                added.Add(name);
            }
            else if (isValue)
            {
                added.Add(values[i].Text);
            }
        }

        string add = $"{place}.Add({string.Join(", ", added)});";
        if (tests.Count == 0)
        {
            method.Code.Line(add);
            return;
        }

        method.Code.Line($"if ({string.Join(" && ", tests)})");
        using (method.Code.Block())
        {
            method.Code.Line(add);
        }
    }

    /// <summary>The result, and whether it failed.</summary>
    public CSharpValue Result(CSharpMethod method, string place, string hint)
    {
        string value = $"{place}.{_form.Result(_call)}";
        string? failed = null;
        if (_form.Try(_call) is { } attempt)
        {
            value = method.Take(hint + "_value");
            failed = method.Take(hint + "_failed");
            method.Code.Line($"bool {failed} = !{place}.{attempt}out {members.Type(result.Type)} {value});");
        }

        if (_form.IsNeverNull || !result.Nullable)
        {
            return new CSharpValue(value, result.Type, IsNullable: false) { Failed = failed };
        }

        string name = method.Take(hint);
        method.Code.Line($"{members.Type(result.Type)}? {name} = {place}.IsEmpty ? null : {value};");
        return new CSharpValue(name, result.Type, IsNullable: true) { Failed = failed };
    }
}
