namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL6xxx: deployment and secrets.</summary>
public static partial class DeploymentDiagnostics;
