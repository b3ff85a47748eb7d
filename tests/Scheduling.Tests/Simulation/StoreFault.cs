namespace FlowLang.Scheduling.Tests.Simulation;

/// <summary>What happens at a call of the store.</summary>
internal enum StoreFault
{
    None,

    /// <summary>The connection is lost before anything was done.</summary>
    LostBefore,

    /// <summary>It is lost when all was kept, so that nobody knows.</summary>
    LostAfter,
    CrashBefore,

    /// <summary>With all done and nothing kept.</summary>
    CrashWithin,
    CrashAfter,
}
