namespace FlowLang.Emit.CSharp;

/// <summary>Services of Google Cloud that a program asks by itself, as objects of the runtime's library for them.</summary>
internal static class GoogleEmitter
{
    private const string Space = "FlowLang.GoogleCloud";

    /// <summary>Who keeps secrets.</summary>
    public const string Secrets = $"new {Space}.GoogleSecrets(TimeProvider.System)";

    /// <summary>`Tokens = …` of a connection that asks for them.</summary>
    /// <param name="values">The connection's options.</param>
    /// <param name="make">Makes the tokens that its server takes.</param>
    public static IEnumerable<string> Tokens(OptionValues values, string make) =>
        values.Has("auth") ? [$"Tokens = {Space}.GoogleTokens.{make}(settings.Time)"] : [];
}
