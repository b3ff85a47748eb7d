namespace FlowLang.Cli.Commands;

/// <summary>What `flowc explain` is asked for.</summary>
internal sealed record ExplainParts(bool Plan, bool Sql, bool CSharp);
