namespace FlowLang.Cli.Terminal;

/// <summary>The codes of the few colours that flowc uses, each for one purpose.</summary>
internal static class Colors
{
    public const string Error = "1;31";
    public const string Warning = "1;33";
    public const string Info = "1;36";
    public const string Place = "34";
    public const string Good = "32";
    public const string Strong = "1";
    public const string Faint = "2";
}
