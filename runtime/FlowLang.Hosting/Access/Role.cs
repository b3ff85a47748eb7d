namespace FlowLang.Hosting.Access;

/// <summary>What somebody may do. Each may do what those before may.</summary>
internal enum Role
{
    /// <summary>Everybody: signing in, and whether the process is alive.</summary>
    Anyone,

    /// <summary>Sees everything.</summary>
    Viewer,

    /// <summary>Starts, cancels and pauses.</summary>
    Operator,
}
