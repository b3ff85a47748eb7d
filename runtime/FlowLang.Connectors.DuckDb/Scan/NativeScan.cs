using System.Runtime.InteropServices;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// The C functions of DuckDB that a scan calls for every chunk, on raw handles: the binding's own take ownership of the chunk.
/// </summary>
internal static unsafe partial class NativeScan
{
    [LibraryImport("duckdb", EntryPoint = "duckdb_data_chunk_get_vector")]
    public static partial nint Vector(nint chunk, ulong column);

    [LibraryImport("duckdb", EntryPoint = "duckdb_data_chunk_set_size")]
    public static partial void SetSize(nint chunk, ulong rows);

    [LibraryImport("duckdb", EntryPoint = "duckdb_vector_get_data")]
    public static partial void* Data(nint vector);

    [LibraryImport("duckdb", EntryPoint = "duckdb_vector_get_validity")]
    public static partial ulong* Validity(nint vector);

    [LibraryImport("duckdb", EntryPoint = "duckdb_vector_ensure_validity_writable")]
    public static partial void EnsureValidityWritable(nint vector);

    /// <summary>Copies a text into the vector's own heap; the bytes must be valid UTF-8.</summary>
    [LibraryImport("duckdb", EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
    public static partial void AssignText(nint vector, ulong row, byte* text, ulong length);
}
