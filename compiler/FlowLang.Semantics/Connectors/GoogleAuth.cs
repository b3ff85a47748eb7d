namespace FlowLang.Semantics.Connectors;

/// <summary>Access tokens of Google Cloud in place of a password.</summary>
internal static class GoogleAuth
{
    public const string Name = "auth";

    /// <summary>Its only way so far.</summary>
    public const string Iam = "gcp_iam";

    public static OptionDescriptor Option(string summary) => new(Name, OptionKind.Choice, summary, Choices: [Iam]);
}
