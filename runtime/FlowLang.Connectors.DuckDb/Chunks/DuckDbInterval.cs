using System.Runtime.InteropServices;

namespace FlowLang.Connectors.DuckDb;

/// <summary>An INTERVAL as DuckDB stores it.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbInterval(int Months, int Days, long Micros);
