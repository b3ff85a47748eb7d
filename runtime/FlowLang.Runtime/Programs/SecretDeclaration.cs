namespace FlowLang.Runtime;

/// <summary>Where a secret's value comes from when the executable starts.</summary>
public enum SecretOrigin
{
    /// <summary>The environment variable named by the location.</summary>
    Environment,

    /// <summary>The file at the location, without its last line end.</summary>
    File,

    /// <summary>The program's <see cref="FlowProgram.SecretStore"/>, which knows it by the location.</summary>
    Store,
}

/// <summary>A <c>secret</c> of the program: its name and where its value is, never the value.</summary>
public sealed record SecretDeclaration(string Name, SecretOrigin Origin, string Location);
