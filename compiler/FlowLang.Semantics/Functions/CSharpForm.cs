namespace FlowLang.Semantics.Functions;

/// <summary>An operation written in C#.</summary>
/// <param name="Text">One operand: a name, a call or in parentheses.</param>
/// <param name="IsTry">
/// It is a call that gives true and the value in <see cref="CSharpCall.Out"/>, or false where the operation failed.
/// </param>
public readonly record struct CSharpForm(string Text, bool IsTry = false);
