using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>Operators and functions over evaluated operands: null where one is null, failed where one failed.</summary>
internal sealed partial class CSharpExpressionEmitter
{
    private CSharpValue Apply(
        CSharpMapping mapping, ImmutableArray<BoundExpression> operands, FlowType result, bool fails, string hint) =>
        Apply(
            mapping, [.. operands.Select(Emit)], [.. operands.Select(o => (o as BoundLiteral)?.Value)], result, fails, hint);

    private CSharpValue Apply(
        CSharpMapping mapping, CSharpValue[] operands, ImmutableArray<object?> constants, FlowType result, bool fails, string hint)
    {
        string? failed = Any(operands);
        bool lifts = mapping.Lifts && operands.Any(o => o.IsNullable);
        CSharpCall call = new(
            [.. operands.Select(o => o.Text)], [.. operands.Select(o => new TypeRef(o.Type, o.IsNullable))], constants,
            new TypeRef(result), type => Members.Type(type) + (lifts && !CSharpTypes.IsReference(type) ? "?" : ""), Members.Field);
        if (lifts || mapping.TakesNull || !operands.Any(o => o.IsNullable))
        {
            bool isNullable = lifts || mapping.GivesNull;
            return mapping.Form(call) is { IsTry: false } form
                ? new CSharpValue(form.Text, result, isNullable) { Failed = failed }
                : Tried(mapping, call, new CSharpValue("", result, isNullable) { Failed = failed }, fails, hint);
        }

        (string tests, CSharpCall present) = Present(call, operands);
        return mapping.Form(present) is { IsTry: false } value
            ? Named(new CSharpValue($"{tests} ? {value.Text} : null", result, IsNullable: true) { Failed = failed }, hint)
            : TriedWhere(tests, mapping, present, new CSharpValue("", result, IsNullable: true) { Failed = failed }, fails, hint);
    }

    // `a is { } x && b is { } y`, and the call over x and y.
    private (string Tests, CSharpCall Present) Present(CSharpCall call, CSharpValue[] operands)
    {
        List<string> tests = [];
        string[] arguments = [.. call.Arguments];
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].IsNullable)
            {
                string name = method.Take(LastName(operands[i]));
                tests.Add($"{operands[i].Text} is {{ }} {name}");
                arguments[i] = name;
            }
        }

        return (string.Join(" && ", tests), call with { Arguments = [.. arguments] });
    }

    private static string LastName(CSharpValue value) => value.IsAtom && char.IsLetter(value.Text[^1])
        ? value.Text[(value.Text.LastIndexOf('.') + 1)..]
        : "value";

    private CSharpValue Tried(CSharpMapping mapping, CSharpCall call, CSharpValue result, bool fails, string hint)
    {
        string name = method.Take(hint);
        string text = mapping.Form(call with { Out = $"out {Members.Type(result.Type, result.IsNullable)} {name}" }).Text;
        if (!fails)
        {
            method.Code.Line($"{text};");
            return result with { Text = name };
        }

        // The attempt stands first: what comes out of it is read whether an operand failed or not.
        string flag = method.Take(hint + "_failed");
        method.Code.Line($"bool {flag} = !{text}{(result.Failed is null ? "" : $" || {result.Failed}")};");
        return result with { Text = name, Failed = flag };
    }

    private CSharpValue TriedWhere(
        string tests, CSharpMapping mapping, CSharpCall call, CSharpValue result, bool fails, string hint)
    {
        string name = method.Take(hint);
        string flag = method.Take(hint + "_failed");
        string given = method.Take(hint + "_value");
        string type = Members.Type(result.Type, mapping.GivesNull);
        method.Code.Line($"{Members.Type(result.Type, isNullable: true)} {name} = null;");
        if (fails)
        {
            method.Code.Line($"bool {flag} = {result.Failed ?? "false"};");
        }

        method.Code.Line($"if ({tests})");
        using (method.Code.Block())
        {
            string text = mapping.Form(call with { Out = $"out {type} {given}" }).Text;
            method.Code.Line(fails ? $"{flag} {(result.Failed is null ? "=" : "|=")} !{text};" : $"{text};");
            method.Code.Line($"{name} = {given};");
        }

        return result with { Text = name, Failed = fails ? flag : result.Failed };
    }

    private static string? Any(params IEnumerable<CSharpValue> values) =>
        string.Join(" || ", values.Select(v => v.Failed).OfType<string>().Distinct()) is { Length: > 0 } any ? any : null;

    // Flags are names and disjunctions of names, so that `||` needs no parentheses.
}
