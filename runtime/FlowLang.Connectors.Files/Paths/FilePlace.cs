namespace FlowLang.Connectors.Files;

/// <param name="Root">Absolute, without a slash at its end.</param>
/// <param name="Pattern">Relative to it; may have globs, and no placeholder.</param>
internal sealed record FilePlace(string Root, string Pattern);
