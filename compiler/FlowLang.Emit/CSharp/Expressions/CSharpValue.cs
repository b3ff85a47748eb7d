using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>An expression in C#, whose statements are written already.</summary>
/// <param name="Text">One operand.</param>
/// <param name="Type">Its type; null is a value of it where <paramref name="IsNullable"/>.</param>
internal sealed record CSharpValue(string Text, FlowType Type, bool IsNullable)
{
    /// <summary>A condition: whether it failed; the value then means nothing. Null where it can't.</summary>
    public string? Failed { get; init; }

    /// <summary>A name, a member or a literal: reading it twice costs nothing.</summary>
    public bool IsAtom => Text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '@') || Text is ['"', .., '"'];
}
