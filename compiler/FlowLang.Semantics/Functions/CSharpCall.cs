using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <param name="Arguments">Each argument as C#, one operand, not null unless the mapping takes null; a symbol as its bare word.</param>
/// <param name="Types">Type and nullability of each argument.</param>
/// <param name="Constants">The value of each argument that is a literal, null for the others.</param>
/// <param name="Result">The call's type.</param>
/// <param name="Type">The C# name of a type.</param>
/// <param name="Field">A static field for a value that is made once: a hint for its name, its type, its value; gives its name.</param>
public sealed record CSharpCall(
    ImmutableArray<string> Arguments, ImmutableArray<TypeRef> Types, ImmutableArray<object?> Constants, TypeRef Result,
    Func<FlowType, string> Type, Func<string, string, string, string> Field)
{
    /// <summary>The last argument of a `Try` form: where its value goes.</summary>
    public string Out { get; init; } = "";

    /// <summary>Arguments that are values: not words such as `hour`.</summary>
    private IEnumerable<string> Values => Arguments.Where((_, i) => Types[i].Type is not SymbolType);

    /// <summary>`name(a, b)`.</summary>
    public CSharpForm Call(string name) => new($"{name}({string.Join(", ", Values)})");

    /// <summary>`name(a, b, out value)`.</summary>
    public CSharpForm Try(string name) => TryWith(name, [.. Values]);

    /// <summary>A `Try` form with arguments of its own.</summary>
    public CSharpForm TryWith(string name, params ReadOnlySpan<string> arguments) =>
        new($"{name}({string.Join(", ", [.. arguments, Out])})", IsTry: true);

    /// <summary>A zone of the tz database that is a literal.</summary>
    public string Zone(int index) => Constants[index] is string name
        ? Field(name[(name.LastIndexOf('/') + 1)..] + "_zone", "Zone", $"Zone.Of({CSharpText.Quote(name)})")
        : throw new System.Diagnostics.UnreachableException("The zone is a literal.");
}
