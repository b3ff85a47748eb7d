using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// Registers a <see cref="TableScan"/> as a table function (C API, https://duckdb.org/docs/stable/clients/c/table_functions). Handles of
/// managed objects travel as the function's extra and init data; an exception never crosses into the engine.
/// </summary>
internal static unsafe class ScanFunction
{
    /// <summary>Registers <paramref name="scan"/> as <c>name()</c> for as long as the session lives.</summary>
    public static void Register(DuckDbSession session, string name, TableScan scan)
    {
        nint function = NativeMethods.TableFunction.DuckDBCreateTableFunction();
        nint handle = GCHandle.ToIntPtr(GCHandle.Alloc(new Registration(session, scan)));
        NativeMethods.TableFunction.DuckDBTableFunctionSetName(function, name);
        NativeMethods.TableFunction.DuckDBTableFunctionSetExtraInfo(function, handle, &Free);
        NativeMethods.TableFunction.DuckDBTableFunctionSetBind(function, &Bind);
        NativeMethods.TableFunction.DuckDBTableFunctionSetInit(function, &Init);
        NativeMethods.TableFunction.DuckDBTableFunctionSetFunction(function, &Fill);
        NativeMethods.TableFunction.DuckDBTableFunctionSupportsProjectionPushdown(function, true);
        DuckDBState state = NativeMethods.TableFunction.DuckDBRegisterTableFunction(session.Connection.NativeConnection, function);
        NativeMethods.TableFunction.DuckDBDestroyTableFunction(ref function);
        if (state != DuckDBState.Success)
        {
            throw new FlowException(EngineErrors.FromEngine(
                DuckDBErrorType.Internal, $"table function {name} was not accepted", name, session.Run.Pipeline));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint handle) => GCHandle.FromIntPtr(handle).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeCursor(nint handle)
    {
        GCHandle cursor = GCHandle.FromIntPtr(handle);
        ((OpenScan?)cursor.Target)?.Cursor.Dispose();
        cursor.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        var registration = Target<Registration>(NativeMethods.TableFunction.DuckDBBindGetExtraInfo(info));
        foreach (ScanColumn column in registration.Scan.Columns)
        {
            using DuckDBLogicalType type = NativeMethods.LogicalType.DuckDBCreateLogicalType(
                column.IsNumber ? DuckDBType.BigInt : DuckDBType.Varchar);
            NativeMethods.TableFunction.DuckDBBindAddResultColumn(info, column.Name, type);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        var registration = Target<Registration>(NativeMethods.TableFunction.DuckDBInitGetExtraInfo(info));
        try
        {
            int count = (int)NativeMethods.TableFunction.DuckDBInitGetColumnCount(info);
            var projection = ImmutableArray.CreateBuilder<int>(count);
            for (int i = 0; i < count; i++)
            {
                ulong index = NativeMethods.TableFunction.DuckDBInitGetColumnIndex(info, (ulong)i);
                projection.Add(index < (ulong)registration.Scan.Columns.Length ? (int)index : -1);
            }

            var open = new OpenScan(registration.Scan.Open(projection.MoveToImmutable()), new ChunkWriter(count));
            NativeMethods.TableFunction.DuckDBInitSetInitData(info, GCHandle.ToIntPtr(GCHandle.Alloc(open)), &FreeCursor);
        }
        catch (Exception e)
        {
            registration.Fail(e);
            NativeMethods.TableFunction.DuckDBInitSetError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint info, nint chunk)
    {
        try
        {
            var open = Target<OpenScan>(NativeMethods.TableFunction.DuckDBFunctionGetInitData(info));
            open.Writer.Attach(chunk);
            NativeScan.SetSize(chunk, (ulong)open.Cursor.Fill(open.Writer));
        }
        catch (Exception e)
        {
            Target<Registration>(NativeMethods.TableFunction.DuckDBFunctionGetExtraInfo(info)).Fail(e);
            NativeMethods.TableFunction.DuckDBFunctionSetError(info, e.Message);
        }
    }

    private static T Target<T>(nint handle)
        where T : class => Unsafe.As<T>(GCHandle.FromIntPtr(handle).Target)
            ?? throw new InvalidOperationException("a scan ended too early");

    private sealed record OpenScan(ScanCursor Cursor, ChunkWriter Writer);

    private sealed record Registration(DuckDbSession Session, TableScan Scan)
    {
        public void Fail(Exception e) =>
            Session.FailSource(EngineErrors.Translate(e, "a scan", Session.Run.Pipeline) as FlowException
                ?? new FlowException(EngineErrors.FromEngine(DuckDBErrorType.Interrupt, e.Message, "a scan", Session.Run.Pipeline), e));
    }
}
