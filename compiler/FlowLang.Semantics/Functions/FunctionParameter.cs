namespace FlowLang.Semantics.Functions;

/// <param name="Name">As named arguments and the documentation say it.</param>
/// <param name="Accepts">Which types fit, with the conversions that are inserted.</param>
/// <param name="Default">For an optional parameter: a FlowLang literal or symbol.</param>
/// <param name="IsVariadic">Takes the rest, at least one.</param>
/// <param name="IsNamedOnly">Only as `name: value`.</param>
/// <param name="IsConstant">Must be a literal.</param>
public sealed record FunctionParameter(
    string Name, TypePattern Accepts, string? Default = null, bool IsVariadic = false, bool IsNamedOnly = false, bool IsConstant = false);
