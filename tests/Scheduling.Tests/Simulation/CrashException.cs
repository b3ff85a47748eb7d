namespace FlowLang.Scheduling.Tests.Simulation;

/// <summary>The process ends here.</summary>
internal sealed class CrashException : Exception;
