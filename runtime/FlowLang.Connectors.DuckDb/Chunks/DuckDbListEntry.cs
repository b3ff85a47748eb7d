using System.Runtime.InteropServices;

namespace FlowLang.Connectors.DuckDb;

/// <summary>One row of a LIST or MAP: where its elements are in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbListEntry(ulong Offset, ulong Length);
